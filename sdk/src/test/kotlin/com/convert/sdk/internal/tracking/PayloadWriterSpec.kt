package com.convert.sdk.internal.tracking

import com.convert.sdk.internal.json.jsonNumber
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain

class PayloadWriterSpec : StringSpec({
    val project = ProjectIdentity("10022898", "10025986")
    val writer = PayloadWriter(source = "js-sdk", enrichData = true)
    fun write(vararg events: TrackedEvent) = writer.write(project, events.toList())
    fun conversion(vararg data: Pair<String, Any>, bucketing: Map<String, String> = emptyMap()) =
        TrackedEvent.Conversion("v", emptyMap(), "700", data.toList(), bucketing)

    "an exposure has no member that is empty" {
        write(TrackedEvent.Exposure("t1", mapOf("junk" to "x"), "388", "v1")) shouldBe
            """{"accountId":"10022898","projectId":"10025986","enrichData":true,"source":"js-sdk","visitors":[""" +
            """{"visitorId":"t1","events":[""" +
            """{"eventType":"bucketing","data":{"experienceId":"388","variationId":"v1"}}]}]}"""
    }

    "a conversion carries its goal data in order and the stored decisions" {
        val event = conversion("amount" to 49.99, "transactionId" to "tx", bucketing = mapOf("9" to "1", "8" to "2"))
        write(event) shouldContain
            """{"eventType":"conversion","data":{"goalId":"700","goalData":[{"key":"amount","value":49.99},""" +
            """{"key":"transactionId","value":"tx"}],"bucketingData":{"9":"1","8":"2"}}}"""
    }

    "a conversion without goal data and decisions is just its goal" {
        write(conversion()) shouldContain """"data":{"goalId":"700"}}"""
    }

    "visitors come in the order of their first event, with that event's segments" {
        write(
            exposure("b", segments = mapOf("country" to "US", "shoe" to 42)),
            exposure("a"),
            exposure("b", segments = mapOf("country" to "DE")),
        ) shouldContain """"visitors":[{"visitorId":"b","segments":{"country":"US"},"events":[""" +
            """{"eventType":"bucketing","data":{"experienceId":"e1","variationId":"v1"}},""" +
            """{"eventType":"bucketing","data":{"experienceId":"e1","variationId":"v1"}}]},""" +
            """{"visitorId":"a","events":["""
    }

    "the segments are the seven that the service knows" {
        val all = listOf("browser", "devices", "source", "campaign", "visitorType", "country", "customSegments")
        val segments = (all + "other").associateWith { if (it == "customSegments") listOf("1", "2") else it }
        write(exposure("a", segments)) shouldContain """"segments":{"browser":"browser","devices":"devices",""" +
            """"source":"source","campaign":"campaign","visitorType":"visitorType","country":"country",""" +
            """"customSegments":["1","2"]},"""
    }

    "text is escaped as JSON.stringify does it, half a surrogate pair included" {
        write(exposure("\" \\ / \b\u000C\n\r\t\u0001 é \uD83D\uDE00 \uD800 \uDC00\uD83D")) shouldContain
            """"visitorId":"\" \\ / \b\f\n\r\t\u0001 é ${"\uD83D\uDE00"} \ud800 \udc00\ud83d""""
    }

    "numbers are written as JavaScript prints them" {
        val expected = mapOf(
            10.0 to "10",
            0.1 to "0.1",
            49.99 to "49.99",
            -0.0 to "0",
            1e20 to "100000000000000000000",
            123456789e12 to "123456789000000000000",
            1e21 to "1e+21",
            1.5e300 to "1.5e+300",
            0.000001 to "0.000001",
            1e-7 to "1e-7",
            -2.5e-9 to "-2.5e-9",
            Double.NaN to "null",
            7L to "7",
            0.1f to "0.1",
            "12.50".toBigDecimal() to "12.50",
        )
        expected.forEach { (number, text) -> jsonNumber(number) shouldBe text }
    }

    "enrichment and source are as configured" {
        PayloadWriter("kotlin", enrichData = false).write(project, listOf(exposure("a"))) shouldContain
            """"enrichData":false,"source":"kotlin","""
    }
})
