package com.convert.sdk

import com.convert.sdk.fixture.experience
import com.convert.sdk.fixture.project
import com.convert.sdk.fixture.rule
import com.convert.sdk.fixture.withCore
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.runBlocking
import java.util.concurrent.Callable
import java.util.concurrent.Executors

private const val VISITORS = 1_000_000
private const val THREADS = 64

@Tags("slow")
class ConcurrencySpec : StringSpec({
    "64 threads that decide for a million visitors agree with one thread that does" {
        withCore(threeWays, {
            maxQueueSize = VISITORS
            batchSize = 1_000
        }) { core ->
            val alone = decisions(core, 0 until VISITORS)
            val together = Executors.newFixedThreadPool(THREADS).use { pool ->
                val parts = (0 until VISITORS).chunked(VISITORS / THREADS + 1)
                pool.invokeAll(parts.map { Callable { decisions(core, it) } }).map { it.get() }
            }
            together.reduce { all, part -> all + part }.contentEquals(alone) shouldBe true
            alone.toSet() shouldBe setOf<Byte>(0, 1, 2, 3)
        }
    }

    "a visitor who is decided for by 64 threads at once is reported once" {
        withCore(threeWays, { batchSize = 1_000 }) { core ->
            Executors.newFixedThreadPool(THREADS).use { pool ->
                pool.invokeAll(List(THREADS * 50) { Callable { decide(core, "visitor-1") } }).forEach { it.get() }
            }
            core.metrics.eventsQueued shouldBe 1
        }
    }
})

/** Pools of JDK 17 cannot be closed. */
private fun <T> java.util.concurrent.ExecutorService.use(work: (java.util.concurrent.ExecutorService) -> T): T = try {
    work(this)
} finally {
    shutdownNow()
}

private fun decisions(core: Core, visitors: Iterable<Int>): ByteArray = runBlocking {
    visitors.map { number ->
        val result = core.createContext("visitor-$number", mapOf("country" to country(number))).runExperience("exp-1")
        (result?.variationId?.removePrefix("v")?.toInt() ?: 0).toByte()
    }.toByteArray()
}

private fun country(number: Int) = if (number % 10 == 0) "DE" else "US"

private fun decide(core: Core, visitor: String) = runBlocking {
    core.createContext(visitor, mapOf("country" to "US")).runExperience("exp-1")
}

private val threeWays = project(
    experience(
        id = "1",
        more = """"audiences":["11"]""",
        variations = (1..3).joinToString { """{"id":"v$it","key":"k$it","traffic_allocation":30}""" },
    ),
    audiences = """{"id":"11","key":"us","rules":${rule("country", "us")}}""",
)
