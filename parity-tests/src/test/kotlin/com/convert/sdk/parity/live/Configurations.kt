package com.convert.sdk.parity.live

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/**
 * What a configuration has beside its experiences.
 *
 * @property newest whether it also has what releases before 5 lack: the anchored layout, and audiences that ask for
 * another experience.
 */
internal class Extras(
    val audiences: Int = 0,
    val locations: Int = 0,
    val segments: Int = 0,
    val features: Int = 0,
    val goals: Int = 0,
    val goalRules: Boolean = false,
    val newest: Boolean = false,
)

/**
 * Configurations, most with something wrong in them.
 *
 * @property data what visitors bring, so that rules have a chance to match.
 */
internal class Configurations(private val dice: Dice, private val extras: Extras, private val data: JsonObject) {
    val experienceKeys: List<String> = List(dice.between(1, 4)) { "exp-$it" }
    val featureKeys: List<String> = List(extras.features) { "feat-$it" }
    val segmentKeys: List<String> = List(extras.segments) { "seg-$it" }
    val goalKeys: List<String> = List(extras.goals) { "goal-$it" }

    private val features = Features(dice, extras.features)

    fun make(): JsonObject = buildJsonObject {
        put("account_id", "10022898")
        putJsonObject("project") { put("id", "10025986") }
        put("experiences", experiences())
        put("features", features.declarations(featureKeys))
        put("goals", JsonArray(goalKeys.mapIndexed(::goal)))
        put("audiences", JsonArray(List(extras.audiences, ::audience)))
        put("segments", JsonArray(segmentKeys.mapIndexed(::segment)))
        put("locations", JsonArray(List(extras.locations, ::location)))
        if (dice.chance(90)) put("archived_experiences", JsonArray(archived().map(::JsonPrimitive)))
    }

    private val experienceIds = experienceKeys.indices.map { index -> distinctId(index) }

    /** Ids of an experience, most of which are there, and of a variation, most of which are of that experience. */
    fun preview(): Pair<String, String> {
        val experience = dice.pick(experienceIds)
        val variations = variationIds[experience].orEmpty()
        return when {
            dice.chance(15) || variations.isEmpty() -> dice.pick(listOf(experience, "none")) to "none"
            else -> experience to dice.pick(variations)
        }
    }

    private val variationIds = HashMap<String, List<String>>()

    private fun distinctId(index: Int): String = "${HurtfulText.identifier(dice)}${if (index == 0) "" else "$index"}"

    private fun archived(): List<String> = if (dice.chance(10)) dice.some(experienceIds, 2) else listOf("999")

    private fun experiences() = JsonArray(
        experienceKeys.mapIndexed { index, key ->
            buildJsonObject {
                put("id", experienceIds[index])
                put("key", key)
                putVersion()
                putEnvironment()
                putLocations()
                putIds("audiences", audienceIds())
                putJsonObject("settings") {
                    putJsonObject("matching_options") { put("audiences", dice.pick(listOf("any", "all", "ANY"))) }
                }
                putVariations(experienceIds[index], key)
            }
        },
    )

    private fun JsonObjectBuilder.putVersion() {
        if (dice.chance(40)) return
        put("version", Values.number(dice.pick(if (extras.newest && dice.chance(60)) ANCHORED else PACKED)))
    }

    private fun JsonObjectBuilder.putEnvironment() {
        if (dice.chance(85)) return
        put("environment", Values.number(dice.pick(listOf("\"live\"", "\"staging\"", "\"\"", "null", "5", "true"))))
    }

    private fun JsonObjectBuilder.putLocations() {
        if (extras.locations > 0 && dice.chance(40)) putIds("locations", List(dice.below(3)) { "l${dice.below(4)}" })
        when {
            extras.locations == 0 -> return
            dice.chance(30) -> put("site_area", Rules.tree(dice, data))
            dice.chance(20) -> put("site_area", Values.number(dice.pick(listOf("null", "\"\"", "{}", "\"x\"", "0"))))
        }
    }

    private fun audienceIds(): List<String> {
        if (extras.audiences == 0) return emptyList()
        val segments = if (dice.chance(25)) List(dice.below(3)) { "s${dice.below(4)}" } else emptyList()
        return List(dice.below(4)) { "a${dice.below(extras.audiences + 1)}" } + segments
    }

    private fun JsonObjectBuilder.putIds(name: String, ids: List<String>) {
        if (dice.chance(95)) {
            put(name, JsonArray(ids.map(::JsonPrimitive)))
        } else if (dice.chance(60)) {
            put(name, Values.number(dice.pick(listOf("null", "\"a0\"", "{}", "5", "true"))))
        }
    }

    private fun JsonObjectBuilder.putVariations(experience: String, key: String) {
        if (dice.chance(2)) return
        val ids = List(dice.below(6)) { HurtfulText.identifier(dice) }
        variationIds[experience] = ids
        put("variations", JsonArray(ids.mapIndexed { index, id -> variation("$key-v$index", id) }))
    }

    private fun variation(key: String, id: String) = buildJsonObject {
        if (dice.chance(97)) put("id", id) else if (dice.chance(50)) put("id", JsonNull)
        if (dice.chance(95)) put("key", key)
        if (dice.chance(60)) put("status", dice.pick(STATUSES))
        if (dice.chance(85)) put("traffic_allocation", allocation())
        if (extras.features > 0) put("changes", features.changes())
    }

    private fun allocation(): JsonElement = when (dice.below(10)) {
        in 0..6 -> Values.number(dice.pick(ALLOCATIONS))
        7 -> Values.number("${dice.below(100)}.${dice.below(100)}")
        8 -> Values.any(dice)
        else -> JsonPrimitive(HurtfulText.word(dice))
    }

    private fun audience(index: Int) = buildJsonObject {
        put("id", "a$index")
        if (dice.chance(95)) put("key", "aud-$index")
        if (dice.chance(90)) put("type", dice.pick(listOf("permanent", "transient", "Permanent")))
        if (extras.newest && dice.chance(50)) {
            put("rules", Rules.exclusion(dice, data, experienceKeys + "none"))
        } else {
            putRules()
        }
    }

    private fun location(index: Int) = buildJsonObject {
        put("id", "l$index")
        put("key", "loc-$index")
        putRules()
    }

    private fun JsonObjectBuilder.putRules() {
        if (dice.chance(94)) {
            put("rules", Rules.tree(dice, data))
        } else if (dice.chance(70)) {
            put("rules", Values.number(dice.pick(listOf("null", "\"\"", "{}", "0", "false"))))
        }
    }

    private fun goal(index: Int, key: String) = buildJsonObject {
        put("id", "${700 + index}")
        put("key", key)
        if (extras.goalRules && dice.chance(80)) putRules()
    }

    private fun segment(index: Int, key: String) = entity("s$index", key, Rules.tree(dice, data))

    private fun entity(id: String, key: String, rules: JsonElement) = buildJsonObject {
        put("id", id)
        put("key", key)
        put("rules", rules)
    }

    private companion object {
        val STATUSES: List<JsonElement> =
            listOf("running", "running", "running", "stopped", "RUNNING", "").map(::JsonPrimitive) + JsonNull

        val PACKED = listOf("0", "6", "11", "11.0", "-1", "null", "\"11\"", "\"abc\"", "\"\"", "true", "\"0x5\"")
        val ANCHORED = listOf("12", "12.0", "11.5", "\"12\"", "\" 13 \"", "1e3", "\"0xC\"")

        val ALLOCATIONS = listOf(
            "100", "50", "50", "33.33", "33.34", "66.67", "25", "10", "8.333333333333334", "0.01", "0.1", "0", "-0",
            "-5", "150", "1e-7", "99.99", "null", "\"50\"", "\"abc\"", "\"\"", "\" \"", "true", "false", "[]", "[50]",
            "{}",
        )
    }
}
