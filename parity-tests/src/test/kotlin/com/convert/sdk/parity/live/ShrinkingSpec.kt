package com.convert.sdk.parity.live

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject

class ShrinkingSpec : FunSpec({
    fun json(text: String) = Json.parseToJsonElement(text) as JsonObject

    /** Shrinks a case that differs as long as it has the text "needle" in its first op of that name. */
    suspend fun shrink(config: String, case: String, index: Int): Difference {
        val find: suspend (JsonObject, JsonObject) -> Difference? = { tried, asked ->
            val ops = operations(asked)
            val at = ops.indexOfFirst { "needle" in it.toString() }
            if (at < 0) null else Difference(tried, asked, at, JsonNull, JsonNull)
        }
        return Shrinking(find).shrink(Difference(json(config), json(case), index, JsonNull, JsonNull))
    }

    test("what a difference does not need is taken away") {
        val config = """{"config":"c","data":{"account_id":"1","project":{"id":"2"},"experiences":[{"id":"3"}]}}"""
        val case = """{"case":"x","config":"c","visitor":"visitor","attributes":{"a":[1,2]},"ops":[
            {"op":"first","key":"hay"},{"op":"second","key":"hay needle hay","extra":{"a":["b"]}},{"op":"third"}]}"""
        val smallest = shrink(config, case, 1)
        smallest.case shouldBe json("""{"case":"x","config":"c","visitor":"","ops":[{"op":"second","key":"needle"}]}""")
        smallest.config shouldBe json("""{"config":"c","data":{"account_id":"","project":{"id":""}}}""")
    }

    test("a difference that cannot be made smaller stays as it is") {
        val config = """{"config":"c","data":{}}"""
        val case = """{"case":"x","config":"c","visitor":"","ops":[{"op":"needle"}]}"""
        val smallest = shrink(config, case, 0)
        smallest.case shouldBe json(case)
        smallest.config shouldBe json(config)
    }
})
