package com.convert.sdk

import com.convert.sdk.fixture.MapStore
import com.convert.sdk.fixture.RecordingTransport
import com.convert.sdk.fixture.project
import com.convert.sdk.fixture.rule
import com.convert.sdk.fixture.withCore
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain

private val data = project(
    others = """"goals":[{"id":"51","key":"buy"}],
        "segments":[{"id":"s","key":"seg","rules":${rule("plan", "gold")}}]""",
)

class SegmentUnionSpec : StringSpec({
    listOf("the default store" to { null }, "a store of one's own" to { MapStore() }).forEach { (where, make) ->
        "custom segments unite and none is forgotten, in $where" {
            val transport = RecordingTransport()
            val own = make()
            withCore(data, { dataStore = own }, transport) { core ->
                val context = core.createContext("visitor", mapOf("plan" to "gold"))
                context.runCustomSegments(listOf("seg")).matchedSegmentIds shouldBe listOf("s")
                context.setSegments(mapOf("customSegments" to emptyList<String>()))
                context.segments() shouldBe listOf("s")
                context.setSegments(mapOf("customSegments" to null, "country" to "US"))
                context.segments() shouldBe listOf("s")
                context.setSegments(mapOf("customSegments" to listOf("zz")))
                context.segments() shouldBe listOf("zz", "s")
                context.setSegments(mapOf("customSegments" to listOf("s", "yy")))
                context.segments() shouldBe listOf("s", "yy", "zz")
                // A later context sees the same.
                core.createContext("visitor").segments() shouldBe listOf("s", "yy", "zz")
                context.trackConversion("buy")
                core.flush()
                transport.bodies.single() shouldContain """"customSegments":["s","yy","zz"]"""
            }
        }

        "ids that match come behind those that were given, in $where" {
            val own = make()
            withCore(data, { dataStore = own }) { core ->
                val context = core.createContext("visitor", mapOf("plan" to "gold"))
                context.setSegments(mapOf("customSegments" to listOf("zz")))
                context.runCustomSegments(listOf("seg")).matchedSegmentIds shouldBe listOf("s")
                context.segments() shouldBe listOf("zz", "s")
                core.createContext("visitor").segments() shouldBe listOf("zz", "s")
            }
        }
    }
})

private suspend fun Context.segments() = state().defaultSegments["customSegments"]
