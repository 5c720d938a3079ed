package com.convert.sdk.parity.live

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Conversions with and without revenue, goal data and rule data. */
internal object Conversions {
    private val dataKeys = listOf(
        "amount",
        "productsCount",
        "transactionId",
        "customDimension1",
        "customDimension5",
        "customDimension6",
        "x",
    )

    fun op(dice: Dice, goals: List<String>, ruleData: JsonObject? = null): JsonObject = op(
        "trackConversion",
        "key" to if (dice.chance(95)) dice.pick(goals) else "none",
        "revenue" to if (dice.chance(40)) number(dice) else null,
        "conversionData" to if (dice.chance(40)) data(dice) else null,
        "forceMultiple" to if (dice.chance(40)) dice.chance(70) else null,
        "ruleData" to ruleData,
    )

    private fun data(dice: Dice): JsonElement = JsonObject(dice.some(dataKeys, 4).associateWith { value(dice) })

    /** A finite one: others cannot be written as JSON, and this SDK refuses them. */
    private fun number(dice: Dice): JsonElement =
        Values.number(HurtfulText.number(dice).takeIf { it.toDouble().isFinite() } ?: "1e308")

    private fun value(dice: Dice): JsonElement = when (dice.below(3)) {
        0 -> JsonPrimitive(HurtfulText.word(dice))
        1 -> number(dice)
        else -> JsonPrimitive(dice.chance(50))
    }
}
