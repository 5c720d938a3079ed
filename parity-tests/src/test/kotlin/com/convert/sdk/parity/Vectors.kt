package com.convert.sdk.parity

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import java.io.BufferedReader
import java.util.zip.GZIPInputStream

/** The checked-in vectors, family by family. */
internal object Vectors {
    /** What comparisons found, as plain text so that they can add to it. */
    private const val FOUND = "found"

    val families = listOf(
        "anchored",
        "bucketing",
        "features",
        FOUND,
        "hash",
        "preview",
        "qualification",
        "rules",
        "tracking",
    )

    fun cases(family: String): BufferedReader = open("$family.cases.jsonl")

    fun expected(family: String): List<JsonElement> =
        open("$family.expected.jsonl").useLines { lines -> lines.map(Json::parseToJsonElement).toList() }

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
        val plain = javaClass.getResourceAsStream("/conformance/$file")
        if (plain != null) return plain.bufferedReader()
        val packed = checkNotNull(javaClass.getResourceAsStream("/conformance/$file.gz")) { "there is no $file" }
        return GZIPInputStream(packed).bufferedReader()
    }
}
