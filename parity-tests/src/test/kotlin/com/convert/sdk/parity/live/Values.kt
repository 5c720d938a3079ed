package com.convert.sdk.parity.live

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** JSON values of every type. */
internal object Values {
    private val names = listOf("a", "b", "undefined", "0", "x")

    fun text(text: String): JsonElement = JsonPrimitive(text)

    /** A number with these very digits. */
    fun number(literal: String): JsonElement = Json.parseToJsonElement(literal)

    fun scalar(dice: Dice): JsonElement = when (dice.below(10)) {
        in 0..4 -> text(HurtfulText.word(dice))
        in 5..7 -> number(HurtfulText.number(dice))
        else -> JsonPrimitive(dice.chance(50))
    }

    fun any(dice: Dice, depth: Int = 2): JsonElement = when (dice.below(12)) {
        0 -> JsonNull
        1 -> if (depth > 0) JsonArray(List(dice.below(4)) { any(dice, depth - 1) }) else scalar(dice)
        2 -> if (depth > 0) anObject(dice, depth - 1) else scalar(dice)
        else -> scalar(dice)
    }

    private fun anObject(dice: Dice, depth: Int) =
        JsonObject(List(dice.below(4)) { dice.pick(names) }.associateWith { any(dice, depth) })

    /** A value that a comparison with [value] is likely to have something to say about. */
    fun akin(dice: Dice, value: JsonElement): JsonElement = when {
        dice.chance(25) -> any(dice)
        dice.chance(20) -> JsonArray(listOf(any(dice, 0), value, text(value.asText().lowercase())))
        value is JsonArray && value.isNotEmpty() && dice.chance(50) -> dice.pick(value)
        value is JsonObject && value.isNotEmpty() && dice.chance(50) -> text(dice.pick(value.keys.toList()))
        dice.chance(20) -> value
        else -> text(HurtfulText.variant(dice, value.asText()))
    }

    private fun JsonElement.asText() = (this as? JsonPrimitive)?.content ?: toString()
}
