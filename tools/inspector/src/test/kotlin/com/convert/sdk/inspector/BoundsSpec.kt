package com.convert.sdk.inspector

import com.convert.sdk.inspect.Inspect
import com.convert.sdk.inspect.SrmVerdict
import com.convert.sdk.inspector.fixture.inspectorAt
import com.convert.sdk.inspector.fixture.remoteCore
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.longs.shouldBeGreaterThan
import io.kotest.matchers.longs.shouldBeInRange
import io.kotest.matchers.longs.shouldBeLessThanOrEqual
import io.kotest.matchers.shouldBe
import kotlin.time.measureTime

private const val ROUNDS = 20
private const val CALLS = 20_000

class BoundsSpec : StringSpec({
    "a sample of visitors never outgrows its room, and is split as they are" {
        val seen = SeenVisitors()
        repeat(300_000) { seen.saw("e", if (it % 10 < 3) "a" else "b", Inspect.reference("visitor-$it")) }
        val split = checkNotNull(seen.of("e"))
        split.counts.values.sum() shouldBeLessThanOrEqual VisitorSample.ROOM.toLong()
        (split.counts.values.sum() * split.oneIn) shouldBeInRange 280_000L..320_000L
        split.oneIn shouldBeGreaterThan 1
        Inspect.srm(mapOf("a" to 3.0, "b" to 7.0), split.counts).verdict shouldBe SrmVerdict.HEALTHY
    }

    "the first experiences are counted, and no more than there is room for" {
        val seen = SeenVisitors()
        repeat(1_000) { seen.saw("e-$it", "v", "00000000000000ff") }
        seen.of("e-0")!!.counts shouldBe mapOf("v" to 1L)
        seen.of("e-${SeenVisitors.MOST_EXPERIENCES}") shouldBe null
    }

    "the feed keeps the last events and counts all" {
        val feed = EventFeed()
        repeat(10_000) { feed.add(HeardEvent(it.toLong(), "decision")) }
        feed.recent() shouldHaveSize EventFeed.KEPT
        feed.recent().first().at shouldBe 9_999
        feed.counts() shouldBe (10_000L to 0L)
    }

    "what a decision costs with the page: nothing before it is watched" {
        remoteCore().use { core ->
            val context = core.createContext("ann", mapOf("country" to "US"))

            // The best of some rounds: whatever else the machine does only adds to them.
            suspend fun nanos(): Long = (1..ROUNDS).minOf {
                measureTime { repeat(CALLS) { context.runExperience("winter-sale") } }.inWholeNanoseconds / CALLS
            }
            val without = nanos()
            inspectorAt(core).use { inspector ->
                val unwatched = nanos()
                inspector.isListening shouldBe false
                val watched = inspector.watch().use { nanos() }
                println("nanoseconds a decision: $without without the page, $unwatched with it, $watched watched")
            }
        }
    }
})
