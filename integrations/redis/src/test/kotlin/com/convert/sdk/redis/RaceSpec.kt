package com.convert.sdk.redis

import com.convert.sdk.Core
import com.convert.sdk.fixture.RecordingTransport
import com.convert.sdk.redis.fixture.FleetProcess
import com.convert.sdk.redis.fixture.RedisServer
import com.convert.sdk.redis.fixture.RedisSpec
import com.convert.sdk.redis.fixture.process
import com.convert.sdk.redis.fixture.racingVisitor
import com.convert.sdk.storage.InMemoryDataStore
import io.kotest.matchers.ints.shouldBeInRange
import io.kotest.matchers.longs.shouldBeInRange
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope

private const val VISITORS = 10_000
private val hasPython = RedisServer.isOnPath("python3")

class RaceSpec : RedisSpec({
    val suffix = if (hasPython) "" else " (python3 is not on the PATH: skipped)"
    "two JVMs and one process in Python meet the same visitors: each event once, nothing lost$suffix".config(
        enabled = hasPython,
    ) {
        val processes = List(2) { FleetProcess.onJvm(server, VISITORS) } + FleetProcess.inPython(server, VISITORS)
        val (first, second, python) = coroutineScope {
            processes.map { async(Dispatchers.IO) { it.run() } }.awaitAll()
        }
        println("exposures, conversions and failures of two JVMs: $first, $second; conversions in Python: $python")
        first[0] + second[0] shouldBe VISITORS.toLong()
        first[1] + second[1] + python[0] shouldBe VISITORS.toLong()
        first[2] + second[2] shouldBe 0L
        // They met: each was first at some.
        listOf(first[0], second[0], python[0]).forEach { it.shouldBeInRange(1L..VISITORS - 1L) }

        val core = process(InMemoryDataStore(), RecordingTransport())
        val kept = (0 until VISITORS).count { isKept(it, core) }
        core.shutdown()
        // Python writes in two steps, and can write over what came in between: the hash then decides the same.
        println("decisions in the stored state: $kept of $VISITORS")
        kept.shouldBeInRange(VISITORS / 2..VISITORS)
    }
})

/** What Python wrote is always kept; gives whether the decision is. */
private suspend fun RedisSpec.isKept(number: Int, core: Core): Boolean {
    val state = store().get("state:[\"vis\\u00e4-\\ud83d\\ude80-$number\"]") as Map<*, *>
    val byPython = mapOf("name" to "\u00e4", "ratio" to 1.0, "number" to number.toLong())
    state["attributes"] shouldBe mapOf("python" to byPython)
    val decided = checkNotNull(core.createContext(racingVisitor(number)).runExperience("checkout"))
    return state["bucketing"] == mapOf(decided.experienceId to decided.variationId)
}
