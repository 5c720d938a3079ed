package com.convert.sdk.parity.live

import com.convert.sdk.parity.answerAll
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject

class OnPurposeSpec : FunSpec({
    for (difference in OnPurpose.entries) {
        test(difference.what) { hold(difference) }
    }
})

private suspend fun hold(difference: OnPurpose) = when (difference) {
    OnPurpose.ONE_EVENT -> ask("""{"op":"trackConversion","key":"g","revenue":5}""", FLUSH).last() shouldBeJson
        payload("""{"eventType":"conversion","data":{"goalId":"700","goalData":[{"key":"amount","value":5}]}}""")

    OnPurpose.OTHERS_STAY -> ask(
        """{"op":"runExperiences"}""",
        more = """,{"id":"3","key":"c","variations":[{"id":"31","traffic_allocation":1e-9}]}""",
    ).single() shouldBeJson "[$FIRST,$SECOND]"

    OnPurpose.FIRST_SERVES ->
        ask("""{"op":"runFeature","key":"f"}""", """{"op":"runFeature","key":"none"}""") shouldBeJson "[$FEATURE,null]"

    OnPurpose.ENABLED_ONCE -> ask("""{"op":"runFeatures"}""").single() shouldBeJson "[$FEATURE]"

    OnPurpose.FINITE_GOALS -> ask("""{"op":"trackConversion","key":"g","revenue":1e309}""").single() shouldBeJson
        """{"error":"ConversionDataException"}"""

    OnPurpose.STATUS -> ask(CONVERSION, CONVERSION, """{"op":"trackConversion","key":"none"}""") shouldBeJson
        """[{"status":"queued"},{"status":"deduplicated"},{"status":"goal_not_found"}]"""

    OnPurpose.SERVING_EXPOSED ->
        ask("""{"op":"runFeature","key":"f"}""", FLUSH).last() shouldBeJson payload(EXPOSURE)

    OnPurpose.LATER_EXPOSURE -> ask(
        """{"op":"runExperience","key":"a","enableTracking":false}""",
        FLUSH,
        """{"op":"runExperience","key":"a"}""",
        FLUSH,
    ) shouldBeJson "[$FIRST,[],$FIRST,${payload(EXPOSURE)}]"

    OnPurpose.ATTRIBUTES_ONLY -> ask(
        """{"op":"setSegments","segments":{"country":"US"}}""",
        """{"op":"runExperience","key":"d"}""",
        more = """,{"id":"4","key":"d","audiences":["u"],"variations":[{"id":"41"}]}""",
    ).last() shouldBeJson "null"

    OnPurpose.EMPTY_SEGMENTS -> ask(
        """{"op":"setSegments","segments":{"customSegments":[]}}""",
        """{"op":"runFeature","key":"f"}""",
        FLUSH,
    ).last() shouldBeJson payload(EXPOSURE)

    OnPurpose.EMPTY_LOCATION -> ask("""{"op":"runExperience","key":"a"}""").single() shouldBeJson FIRST

    // Cast twice, the text of a JSON text would become what is in it.
    OnPurpose.CAST_ONCE ->
        ask("""{"op":"runFeature","key":"f"}""", """{"op":"runFeature","key":"f"}""") shouldBeJson "[$FEATURE,$FEATURE]"

    OnPurpose.NUMERIC_IDS -> ask(
        """{"op":"runExperience","key":"e"}""",
        """{"op":"runExperience","key":"e"}""",
        more = """,{"id":5,"key":"e","variations":[{"id":51,"key":"n"}]}""",
    ).last() shouldBeJson """{"experienceKey":"e","experienceId":"5","variationId":"51","variationKey":"n"}"""

    OnPurpose.INFINITE_VALUE -> ask(
        """{"op":"setAttributes","attributes":{"country":["US",1e309]}}""",
        """{"op":"runExperience","key":"d"}""",
        """{"op":"runExperience","key":"e"}""",
        more = """,{"id":"4","key":"d","audiences":["n"],"variations":[{"id":"41"}]},
            {"id":"5","key":"e","audiences":["t"],"variations":[{"id":"51","key":"e1"}]}""",
    ) shouldBeJson """[null,null,{"experienceKey":"e","experienceId":"5","variationId":"51","variationKey":"e1"}]"""

    OnPurpose.PREVIEW_ORDER -> ask(PREVIEW, """{"op":"runExperiences"}""").last() shouldBeJson "[$FORCED,$SECOND]"

    OnPurpose.PREVIEW_FEATURES -> ask(PREVIEW, """{"op":"runFeature","key":"f"}""").last() shouldBeJson
        FEATURE.replace("\"a\"", "\"b\"").replace("a1", "b1")

    OnPurpose.PREVIEW_SEGMENTS -> ask(
        PREVIEW,
        """{"op":"setSegments","segments":{"customSegments":["s"]}}""",
        """{"op":"runExperience","key":"d"}""",
        """{"op":"setPreview","experienceId":"1","variationId":"none"}""",
        """{"op":"runExperience","key":"d"}""",
        more = """,{"id":"4","key":"d","audiences":["s"],"variations":[{"id":"41","key":"d1"}]}""",
    ) shouldBeJson """[null,null,{"experienceKey":"d","experienceId":"4","variationId":"41","variationKey":"d1"},
        null,null]"""

    OnPurpose.UNSTORED_EXCLUSION -> ask(
        """{"op":"runExperiences","enableStorage":false,"enableTracking":false}""",
        PREVIEW,
        """{"op":"runExperiences"}""",
        more = """,{"id":"4","key":"d","audiences":["x"],"variations":[{"id":"41","key":"d1"}]}""",
    ) shouldBeJson "[[$FIRST,$SECOND],null,[$FORCED,$SECOND]]"

    OnPurpose.BROKEN_RULE -> ask(
        """{"op":"matchRule","data":{"a":1},"rule":null}""",
        """{"op":"matchRule","data":{"a":1},"rule":{"OR":[{"AND":[{"OR_WHEN":[null]}]}]}}""",
    ) shouldBeJson "[false,false]"

    OnPurpose.BOUNDED_PATTERN -> ask(
        """{"op":"matchRule","data":{"a":"${"a".repeat(5_000)}"},"rule":{"OR":[{"AND":[{"OR_WHEN":[
        {"matching":{"match_type":"regexMatches","negated":true},"key":"a","value":"(a*)*\\1b"}]}]}]}}""",
    ).single() shouldBeJson "false"
}

private const val FLUSH = """{"op":"flush"}"""
private const val CONVERSION = """{"op":"trackConversion","key":"g"}"""
private const val FIRST = """{"experienceKey":"a","experienceId":"1","variationId":"11","variationKey":"a1"}"""
private const val SECOND = """{"experienceKey":"b","experienceId":"2","variationId":"21","variationKey":"b1"}"""
private const val EXPOSURE = """{"eventType":"bucketing","data":{"experienceId":"1","variationId":"11"}}"""
private const val PREVIEW = """{"op":"setPreview","experienceId":"1","variationId":"12"}"""
private const val FORCED = """{"experienceKey":"a","experienceId":"1","variationId":"12","variationKey":"a2"}"""
private const val FEATURE = """{"featureKey":"f","featureId":"500","status":"enabled","variables":{"x":"1"},
    "experienceKey":"a","variationKey":"a1"}"""
private const val CHANGES = """[{"type":"fullStackFeature",
    "data":{"feature_id":"500","variables_data":{"x":"\"1\""}}}]"""

private fun payload(event: String) = """[{"accountId":"1","projectId":"2","enrichData":true,"source":"js-sdk",
    "visitors":[{"visitorId":"v","events":[$event]}]}]"""

/** The answers to [ops] about two experiences that serve the same feature, and [more] of them. */
private suspend fun ask(vararg ops: String, more: String = ""): List<Any?> {
    val config = """{"config":"c","data":{"account_id":"1","project":{"id":"2"},"experiences":[
        {"id":"1","key":"a","variations":[{"id":"11","key":"a1","changes":$CHANGES},
            {"id":"12","key":"a2","traffic_allocation":0}]},
        {"id":"2","key":"b","variations":[{"id":"21","key":"b1","changes":$CHANGES}]}$more],
        "features":[{"id":"501","key":"none"},{"id":"500","key":"f","variables":[{"key":"x","type":"json"}]}],
        "goals":[{"id":"700","key":"g"}],
        "segments":[{"id":"s","key":"s"}],
        "audiences":[${audience("u", "\"US\"")},${audience("n", "1e309")},${audience("t", "\"Infinity\"")},
            ${audience("x", "\"a\"", type = "bucketed_into_experience_key", negated = true)}]}}"""
    val case = """{"case":1,"config":"c","visitor":"v","ops":[${ops.joinToString()}]}"""
    val output = StringBuilder()
    val lines = listOf(config, case).joinToString("\n") { it.replace("\n", " ") }
    answerAll(lines.reader().buffered(), output) shouldBe null
    return (Json.parseToJsonElement(output.toString()) as JsonObject).getValue("results") as List<*>
}

private fun audience(id: String, value: String, type: String = "t", negated: Boolean = false) =
    """{"id":"$id","key":"$id","rules":{"OR":[{"AND":[{"OR_WHEN":[{"rule_type":"$type","matching":
        {"match_type":"equals","negated":$negated},"key":"country","value":$value}]}]}]}}"""

private infix fun Any?.shouldBeJson(expected: String) = toString() shouldBe Json.parseToJsonElement(expected).toString()
