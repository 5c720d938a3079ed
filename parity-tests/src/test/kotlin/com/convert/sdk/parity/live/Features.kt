package com.convert.sdk.parity.live

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.add
import kotlinx.serialization.json.buildJsonArray
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** Features, their variables' types, and the variations' changes that set them. */
internal class Features(private val dice: Dice, private val count: Int) {
    private val variables = List(8) { "x$it" }

    fun declarations(keys: List<String>) = JsonArray(
        keys.mapIndexed { index, key ->
            buildJsonObject {
                put("id", "${FIRST_ID + index}")
                put("key", key)
                if (dice.chance(95)) put("variables", JsonArray(variables.map(::variable)))
            }
        },
    )

    fun changes(): JsonElement {
        if (dice.chance(3)) return JsonNull
        return buildJsonArray { repeat(dice.below(4)) { add(change()) } }
    }

    private fun variable(name: String) = buildJsonObject {
        put("key", name)
        if (dice.chance(95)) put("type", dice.pick(TYPES))
    }

    private fun change() = buildJsonObject {
        put("id", dice.below(1000))
        put("type", if (dice.chance(90)) "fullStackFeature" else dice.pick(listOf("customCode", "")))
        put("data", data())
    }

    private fun data() = buildJsonObject {
        // The one after the last feature is not declared.
        val id = FIRST_ID + dice.below(count + 1)
        if (dice.chance(70)) put("feature_id", id.toString()) else if (dice.chance(90)) put("feature_id", id)
        if (dice.chance(95)) put("variables_data", values()) else if (dice.chance(50)) put("variables_data", JsonNull)
    }

    private fun values() = JsonObject(dice.some(variables + "y", 9).associateWith { value() })

    private fun value(): JsonElement = if (dice.chance(40)) JsonPrimitive(dice.pick(CASTS)) else Values.any(dice)

    private companion object {
        const val FIRST_ID = 500

        val TYPES = listOf("boolean", "float", "json", "string", "string", "integer", "colour", "Integer", "")

        val CASTS = listOf(
            "{\"a\":[1,2,{\"b\":null}]}", "[1,-0,1e400,\"\\ud83d\"]", "{\"a\":1,\"a\":2}", "\"q\"", "nul", "null",
            "1e3x", "0x1F", " 12", "12.9", "-.5e-3z", "1e", "+7", "++7", "\uFEFF8", "\u180E8", "9,5", "0b1",
            "Infinityx", "-Infinity", "infinity", ".", "-", "1e400", "-0", "00012", "123456789012345678901234567890",
            "0.1e-400", "{'a':1}", "[1,]", "01", "[\"\\x\"]", "\"\u2028\"", "\"\u0001\"", "\t[ ]\n", "\u00A0[]",
            "{\"\":{}}", "true ", "1 2", "1.", "1.e3", "",
        )
    }
}
