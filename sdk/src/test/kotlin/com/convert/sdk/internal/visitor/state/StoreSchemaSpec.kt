package com.convert.sdk.internal.visitor.state

import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe

class StoreSchemaSpec : StringSpec({
    "keys are those of the Python SDK, byte for byte" {
        // Each written by Python's json.dumps.
        StoreSchema.stateKey("visitor-1") shouldBe """state:["visitor-1"]"""
        StoreSchema.conversionKey("a:b", "c") shouldBe """dedup:["a:b", "c"]"""
        StoreSchema.exposureKey("a", "b:c") shouldBe """bucketing:["a", "b:c"]"""
        StoreSchema.stateKey("\u007F\u0080\u00E9\uD83D\uDE00\uD800") shouldBe
            "state:[\"\\u007f\\u0080\\u00e9\\ud83d\\ude00\\ud800\"]"
        StoreSchema.stateKey("\"\\/\b\u000C\n\r\t\u0001 ~") shouldBe
            "state:[\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001 ~\"]"
    }

    "a key is read back as it was written" {
        val key = StoreKey.of(StoreSchema.exposureKey("\"é\uD800\n", "1"))!!
        key.visitorId shouldBe "\"é\uD800\n"
        key.entityId shouldBe "1"
        key.kind shouldBe StoreSchema.BUCKETING
    }

    "other keys are nobody's" {
        for (key in listOf("state", "state:[]", "state:[1]", """state:["a", "b"]""", """x:["a"]""", "state:[\"a\"")) {
            StoreKey.of(key).shouldBeNull()
        }
    }

    "state has the Python SDK's shape and comes back from it" {
        val state = VisitorState.ofAttributes(mapOf("plan" to "gold", "age" to 5L)) +
            VisitorState.ofSegments(mapOf("country" to "US")) + VisitorState.ofBucketing(mapOf("1" to "2"))
        val stored = StoreSchema.write(state)
        stored shouldBe mapOf(
            "attributes" to mapOf("plan" to "gold", "age" to 5L),
            "segments" to mapOf("country" to "US"),
            "bucketing" to mapOf("1" to "2"),
        )
        StoreSchema.write(StoreSchema.read(stored)!!) shouldBe stored
    }

    "rubbish is not taken for state" {
        StoreSchema.read("text").shouldBeNull()
        StoreSchema.read(mapOf("bucketing" to 5)).shouldBeNull()
        StoreSchema.read(mapOf("bucketing" to mapOf("1" to listOf(2)))).let { it!!.bucketing shouldBe emptyMap() }
    }
})
