package com.convert.sdk.parity

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import java.io.BufferedReader
import java.util.zip.GZIPInputStream

/** The checked-in vectors, family by family. */
internal object Vectors {
    val families = listOf(
        "anchored",
        "bucketing",
        "features",
        "hash",
        "preview",
        "qualification",
        "rules",
        "tracking",
    )

    fun cases(family: String): BufferedReader = open("$family.cases.jsonl.gz")

    fun expected(family: String): List<JsonElement> =
        open("$family.expected.jsonl.gz").useLines { lines -> lines.map(Json::parseToJsonElement).toList() }

    /** What differs between the expected answers of a family and [actual] ones, given as lines. */
    fun differences(family: String, actual: List<String>): List<String> {
        val expected = expected(family)
        if (actual.size != expected.size) return listOf("expected ${expected.size} answers, got ${actual.size}")
        return expected.zip(actual)
            .filterNot { (wanted, got) ->
                SameAnswer.TO_WHAT_IS_EXPECTED.holds(wanted, Json.parseToJsonElement(got))
            }
            .map { (wanted, got) -> "expected $wanted\n but was $got" }
    }

    private fun open(file: String): BufferedReader {
        val compressed = checkNotNull(javaClass.getResourceAsStream("/conformance/$file")) { "there is no $file" }
        return GZIPInputStream(compressed).bufferedReader()
    }
}
