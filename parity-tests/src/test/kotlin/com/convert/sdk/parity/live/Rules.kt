package com.convert.sdk.parity.live

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** Rule trees, most of them sound, each about given data so that it has a chance to match. */
internal object Rules {
    val names: List<String> = listOf("a", "b", "C", "d e", "0", "10", "ñ", "plan", "url", "")

    private val matchTypes = listOf(
        "equals", "equalsNumber", "matches", "less", "lessEqual", "contains", "isIn", "startsWith", "endsWith",
        "regexMatches", "exists", "not_exists", "doesNotExist",
    )
    private val unknownTypes = listOf("Equals", "", "toString", "more", "length")

    fun data(dice: Dice): JsonObject = JsonObject(dice.some(names, 4).associateWith { Values.any(dice) })

    fun tree(dice: Dice, data: JsonObject): JsonElement = level(dice, "OR", 3) {
        level(dice, "AND", 3) { level(dice, "OR_WHEN", 3) { rule(dice, data) } }
    }

    /** A tree in which a rule asks whether the visitor is in another experience. */
    fun exclusion(dice: Dice, data: JsonObject, experiences: List<String>): JsonElement {
        val asking = buildJsonObject {
            put("rule_type", "bucketed_into_experience_key")
            put("value", dice.pick(experiences))
            if (dice.chance(95)) put("matching", matching(dice, "equals")) else put("key", dice.pick(names))
        }
        val others = if (dice.chance(60)) emptyList() else List(dice.below(3)) { rule(dice, data) }
        val rules = if (dice.chance(50)) others + asking else listOf(asking) + others
        return nested("OR", nested("AND", nested("OR_WHEN", *rules.toTypedArray())))
    }

    private fun nested(name: String, vararg items: JsonElement) =
        buildJsonObject { put(name, JsonArray(items.asList())) }

    private fun level(dice: Dice, name: String, atMost: Int, item: () -> JsonElement): JsonElement = when {
        dice.chance(98) -> buildJsonObject { put(name, JsonArray(List(dice.between(1, atMost)) { item() })) }
        else -> dice.pick(
            listOf(
                JsonObject(emptyMap()),
                JsonPrimitive("x"),
                JsonPrimitive(true),
                buildJsonObject { put(name, JsonArray(emptyList())) },
                buildJsonObject { put(name, JsonNull) },
                buildJsonObject { put(name, item()) },
                buildJsonObject { put(name.lowercase(), JsonArray(listOf(item()))) },
            ),
        )
    }

    private fun rule(dice: Dice, data: JsonObject): JsonElement {
        val name = if (data.isNotEmpty() && dice.chance(85)) dice.pick(data.keys.toList()) else dice.pick(names)
        val matchType = dice.pick(matchTypes)
        return buildJsonObject {
            if (dice.chance(90)) put("rule_type", "generic_text_key_value")
            put("matching", matching(dice, matchType))
            putName(dice, name)
            if (dice.chance(97)) put("value", value(dice, matchType, data[name] ?: JsonNull))
        }
    }

    private fun JsonObjectBuilder.putName(dice: Dice, name: String) {
        if (dice.chance(98)) put("key", name) else if (dice.chance(50)) put("key", Values.any(dice))
    }

    private fun matching(dice: Dice, matchType: String): JsonElement {
        if (dice.chance(1)) return dice.pick(listOf(JsonPrimitive("equals"), JsonArray(emptyList())))
        return buildJsonObject {
            when {
                dice.chance(96) -> put("match_type", matchType)
                dice.chance(50) -> put("match_type", dice.pick(unknownTypes))
                dice.chance(50) -> put("match_type", Values.any(dice))
            }
            if (dice.chance(98)) put("negated", dice.chance(30)) else put("negated", Values.any(dice))
        }
    }

    private fun value(dice: Dice, matchType: String, actual: JsonElement): JsonElement =
        if (matchType == "regexMatches" && dice.chance(70)) {
            JsonPrimitive(Patterns.pattern(dice))
        } else {
            Values.akin(dice, actual)
        }
}
