package com.convert.sdk.parity.live

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/**
 * Makes questions from a seed: the same number always gives the same question, whatever was asked before.
 *
 * What releases before 5 lack is asked of newer ones alone: the anchored layout, mutual exclusion, preview and
 * `enableStorage`. Diagnostics are not asked of any, nor is what the package does not survive, such as numbers for
 * identifiers.
 *
 * @property newest whether there is a release of 5 or newer to ask.
 * @property only the family that all questions are of; `null` for all families.
 */
internal class Questions(
    private val seed: Long,
    private val newest: Boolean = false,
    private val only: Family? = null,
) {
    fun question(number: Long): Question {
        val dice = Dice(seed * 1_000_003 + number)
        val family = family(dice).let { only ?: it }
        val name = "${family.name.lowercase()}-$number"
        return when (family) {
            Family.HASH -> hash(dice, name)
            Family.RULES -> rules(dice, name)
            Family.BUCKETING -> bucketing(dice, name)
            Family.QUALIFICATION -> qualification(dice, name)
            Family.FEATURES -> features(dice, name)
            Family.TRACKING -> tracking(dice, name)
            Family.MIXED -> mixed(dice, name)
        }
    }

    private fun family(dice: Dice): Family {
        var left = dice.below(Family.entries.sumOf { it.share })
        return Family.entries.first { family ->
            left -= family.share
            left < 0
        }
    }

    private fun hash(dice: Dice, name: String): Question {
        val ops = List(10) {
            op("bucketValue", "experienceId" to HurtfulText.identifier(dice), "visitor" to visitor(dice))
        }
        return Question(Family.HASH, config(name, EMPTY), listOf(case(name, 0, visitor(dice), ops)))
    }

    private fun rules(dice: Dice, name: String): Question {
        val ops = List(10) {
            val data = Rules.data(dice)
            op("matchRule", "data" to data, "rule" to Rules.tree(dice, data))
        }
        return Question(Family.RULES, config(name, EMPTY), listOf(case(name, 0, "v", ops)))
    }

    private fun bucketing(dice: Dice, name: String): Question {
        val made = Configurations(dice, Extras(newest = newest), EMPTY)
        val cases = List(4) {
            val ops = made.experienceKeys.map { op("runExperience", "key" to it) } + op("runExperiences")
            case(name, it, visitor(dice), ops)
        }
        return Question(Family.BUCKETING, config(name, made.make()), cases)
    }

    private fun qualification(dice: Dice, name: String): Question {
        val data = Rules.data(dice)
        val made = Configurations(dice, Extras(audiences = 3, locations = 3, segments = 3), data)
        val cases = List(3) { index ->
            val ops = List(dice.between(3, 8)) { qualificationOp(dice, made, data) }
            case(name, index, visitor(dice), ops, attributes(dice, data), attributes(dice, data))
        }
        return Question(Family.QUALIFICATION, config(name, made.make(), "live"), cases)
    }

    private fun qualificationOp(dice: Dice, made: Configurations, data: JsonObject): JsonObject {
        val attributes = if (dice.chance(30)) attributes(dice, data) else null
        val location = if (dice.chance(30)) attributes(dice, data) else null
        return when (dice.below(10)) {
            in 0..4 -> {
                val key = if (dice.chance(97)) dice.pick(made.experienceKeys) else "none"
                op("runExperience", "key" to key, "attributes" to attributes, "location" to location)
            }

            in 5..6 -> op("runExperiences", "attributes" to attributes, "location" to location)
            7 -> op("setAttributes", "attributes" to attributes(dice, data))
            8 -> op("runCustomSegments", "keys" to dice.some(made.segmentKeys + "none", 3), "ruleData" to attributes)
            else -> op("setSegments", "segments" to segments(dice))
        }
    }

    private fun features(dice: Dice, name: String): Question {
        val data = Rules.data(dice)
        val extras = Extras(audiences = dice.below(2), features = dice.between(1, 3))
        val made = Configurations(dice, extras, data)
        val cases = List(3) { index ->
            val ops = List(dice.between(2, 6)) { featureOp(dice, made) }
            case(name, index, visitor(dice), ops, attributes(dice, data))
        }
        return Question(Family.FEATURES, config(name, made.make()), cases)
    }

    private fun featureOp(dice: Dice, made: Configurations): JsonObject = when (dice.below(10)) {
        in 0..5 -> op("runFeature", "key" to dice.pick(made.featureKeys + "none"))
        in 6..7 -> op("runFeatures")
        8 -> op("runExperience", "key" to dice.pick(made.experienceKeys), "enableTracking" to false)
        else -> op("runExperience", "key" to dice.pick(made.experienceKeys))
    }

    private fun tracking(dice: Dice, name: String): Question {
        val extras = Extras(segments = 2, features = 2, goals = 3)
        val data = Rules.data(dice)
        val made = Configurations(dice, extras, data)
        val cases = List(3) { index ->
            val ops = List(dice.between(3, 9)) { trackingOp(dice, made) } + op("flush")
            case(name, index, visitor(dice), ops, attributes(dice, data))
        }
        return Question(Family.TRACKING, config(name, made.make()), cases)
    }

    private fun trackingOp(dice: Dice, made: Configurations): JsonObject = when (dice.below(12)) {
        in 0..2 -> op("runExperience", "key" to dice.pick(made.experienceKeys))
        3 -> op("runExperiences")
        4 -> op("runFeature", "key" to dice.pick(made.featureKeys))
        5 -> op("runFeatures")
        in 6..8 -> Conversions.op(dice, made.goalKeys)
        9 -> op("setSegments", "segments" to segments(dice))
        10 -> op("runCustomSegments", "keys" to dice.some(made.segmentKeys, 2))
        else -> op("flush")
    }

    private fun mixed(dice: Dice, name: String): Question {
        val data = Rules.data(dice)
        val extras = Extras(
            audiences = 3,
            locations = 2,
            segments = 3,
            features = 3,
            goals = 3,
            goalRules = true,
            newest = newest,
        )
        val made = Configurations(dice, extras, data)
        val cases = List(3) { index ->
            val ops = List(dice.between(6, 16)) { mixedOp(dice, made, data) } + op("flush")
            case(name, index, visitor(dice), ops, attributes(dice, data), attributes(dice, data))
        }
        return Question(Family.MIXED, config(name, made.make(), "live"), cases)
    }

    private fun mixedOp(dice: Dice, made: Configurations, data: JsonObject): JsonObject =
        if (newest && dice.chance(15)) newestOp(dice, made) else anyOp(dice, made, data)

    private fun newestOp(dice: Dice, made: Configurations): JsonObject {
        val (experience, variation) = made.preview()
        return when (dice.below(4)) {
            0 -> op("runExperience", "key" to dice.pick(made.experienceKeys), *UNSEEN)
            1 -> op("runExperiences", *UNSEEN)
            else -> op("setPreview", "experienceId" to experience, "variationId" to variation)
        }
    }

    private fun anyOp(dice: Dice, made: Configurations, data: JsonObject): JsonObject = when (dice.below(12)) {
        in 0..3 -> qualificationOp(dice, made, data)
        4 -> op("runFeature", "key" to dice.pick(made.featureKeys), "attributes" to overlay(dice, data))
        5 -> op("runFeatures", "attributes" to overlay(dice, data))
        6 -> op("setSegments", "segments" to JsonObject(mapOf("customSegments" to customSegments(dice))))
        in 7..9 -> Conversions.op(dice, made.goalKeys, overlay(dice, data))
        10 -> op("runCustomSegments", "keys" to dice.some(made.segmentKeys, 2))
        else -> op("flush")
    }

    private fun overlay(dice: Dice, data: JsonObject): JsonObject? =
        if (dice.chance(30)) attributes(dice, data) else null

    private fun customSegments(dice: Dice) = JsonArray(dice.some(CUSTOM_SEGMENTS, 2).distinct().map(::JsonPrimitive))

    /** Most of [data], some of it with other values. */
    private fun attributes(dice: Dice, data: JsonObject): JsonObject {
        val kept = data.filter { dice.chance(80) }.mapValues { (_, value) ->
            if (dice.chance(80)) value else Values.akin(dice, value)
        }
        return JsonObject(if (dice.chance(20)) kept + (dice.pick(Rules.names) to Values.any(dice)) else kept)
    }

    private fun segments(dice: Dice): JsonElement = JsonObject(
        dice.some(SEGMENTS, 3).associateWith { JsonPrimitive(dice.pick(listOf("US", "mobile", "é", "returning"))) },
    )

    private fun visitor(dice: Dice): String =
        if (dice.chance(60)) "visitor-${dice.bits()}" else HurtfulText.word(dice).ifEmpty { "v" }

    private fun config(name: String, data: JsonObject, environment: String? = null) = buildJsonObject {
        put("config", name)
        put("data", if (data.isEmpty()) NOTHING else data)
        if (environment != null) put("environment", environment)
    }

    private fun case(
        name: String,
        index: Int,
        visitor: String,
        ops: List<JsonObject>,
        attributes: JsonObject = EMPTY,
        location: JsonObject = EMPTY,
    ) = buildJsonObject {
        put("case", "$name-$index")
        put("config", name)
        put("visitor", visitor)
        if (attributes.isNotEmpty()) put("attributes", attributes)
        if (location.isNotEmpty()) put("location", location)
        put("ops", JsonArray(ops))
    }

    private companion object {
        val EMPTY = JsonObject(emptyMap())

        /** Without storage the package reports an exposure each time; so it is not to report any. */
        val UNSEEN = arrayOf("enableTracking" to false, "enableStorage" to false)
        val CUSTOM_SEGMENTS = listOf("s0", "s1", "s2", "zz")
        val SEGMENTS =
            listOf("browser", "devices", "source", "campaign", "visitorType", "country", "junk", "a")

        val NOTHING = Configurations(Dice(1), Extras(), EMPTY).make()
    }
}
