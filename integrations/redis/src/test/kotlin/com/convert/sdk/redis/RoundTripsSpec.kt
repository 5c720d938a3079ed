package com.convert.sdk.redis

import com.convert.sdk.fixture.RecordingTransport
import com.convert.sdk.redis.fixture.Load
import com.convert.sdk.redis.fixture.RedisSpec
import com.convert.sdk.redis.fixture.process
import com.convert.sdk.storage.InMemoryDataStore
import io.kotest.matchers.longs.shouldBeInRange
import io.kotest.matchers.shouldBe
import kotlin.time.Duration.Companion.days

private const val VISITORS = 2_000
private const val LOAD = 5_000

class RoundTripsSpec : RedisSpec({
    "what a decision asks of the server" {
        val transport = RecordingTransport()
        val first = process(store(), transport)
        val second = process(store(), transport)
        // The script is known to the server from the first decision on.
        first.createContext("warm").runExperience("checkout")

        val new = asked { first.createContext("ann").runExperience("checkout") }
        new shouldBe mapOf("get" to 1, "set" to 1, "evalsha" to 1)
        val returning = second.createContext("ann")
        asked { returning.runExperience("checkout") } shouldBe mapOf("get" to 1, "set" to 1)
        println("asked again on the same context: " + asked { returning.runExperience("checkout") })
        asked { second.createContext("ann").trackConversion("purchase") } shouldBe mapOf("get" to 1, "set" to 1)
        asked { first.createContext("ann").trackConversion("purchase") } shouldBe mapOf("get" to 1, "set" to 1)
        asked { second.createContext("bob").setAttributes(mapOf("a" to 1)) } shouldBe mapOf("get" to 1, "evalsha" to 1)
        first.shutdown()
        second.shutdown()
        transport.eventCount("bucketing") shouldBe 2
        transport.eventCount("conversion") shouldBe 1
    }

    "decisions and conversions a second, with 64 callers" {
        val stores = listOf("in memory" to InMemoryDataStore(), "Redis" to store(), "Redis again" to store())
        for ((name, store) in stores) {
            connection.sync().flushall()
            val core = process(store, RecordingTransport())
            val load = Load(core, callers = 64)
            load.run(500)
            val start = System.nanoTime()
            load.run(LOAD)
            val perSecond = LOAD * 1_000_000_000L / (System.nanoTime() - start)
            println("$name: $perSecond visitors a second, longest wait ${load.longestWaitMillis} ms")
            core.metrics.run { storeErrors + storeCallsSkipped } shouldBe 0
            core.shutdown().eventsLeft shouldBe 0
        }
    }

    "what a visitor takes of the server's memory" {
        for (experiences in listOf(1, 20)) {
            val perVisitor = memoryOf(experiences) / VISITORS
            println("$experiences experiences and one conversion: $perVisitor bytes a visitor, with a time to live")
            // The page says 610 and 4,650.
            perVisitor.shouldBeInRange(if (experiences == 1) 300L..800L else 3_000L..6_500L)
        }
    }
})

/** Commands of clients; those inside a script are counted by the server too, and are not round trips. */
private suspend fun RedisSpec.asked(block: suspend () -> Unit): Map<String, Int> {
    connection.sync().configResetstat()
    block()
    val calls = Regex("cmdstat_(get|set|evalsha|eval):calls=(\\d+)").findAll(connection.sync().info("commandstats"))
        .associate { it.groupValues[1] to it.groupValues[2].toInt() }
    val inScripts = calls.getOrDefault("evalsha", 0) + calls.getOrDefault("eval", 0)
    return calls.mapValues { (name, count) -> if (name == "get" || name == "set") count - inScripts else count }
        .filterValues { it > 0 }
}

private suspend fun RedisSpec.memoryOf(experiences: Int): Long {
    connection.sync().flushall()
    val before = usedMemory()
    repeat(VISITORS) { number ->
        // As long as a UUID.
        val visitor = "00000000-0000-4000-8000-" + "$number".padStart(12, '0')
        val decided = (1..experiences).associate { "10001$it" to "20001$it" }
        val state = mapOf("attributes" to emptyMap<String, Any>(), "segments" to emptyMap(), "bucketing" to decided)
        store().set("""state:["$visitor"]""", state, 30.days)
        for (experience in decided.keys) store().putIfAbsent("""bucketing:["$visitor", "$experience"]""", true, 30.days)
        store().putIfAbsent("""dedup:["$visitor", "300012345"]""", true, 30.days)
    }
    return usedMemory() - before
}

private fun RedisSpec.usedMemory(): Long =
    Regex("used_memory:(\\d+)").find(connection.sync().info("memory"))!!.groupValues[1].toLong()
