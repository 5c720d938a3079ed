package com.convert.sdk.redis

import com.convert.sdk.redis.fixture.CountingTransport
import com.convert.sdk.redis.fixture.RedisServer
import com.convert.sdk.redis.fixture.RedisSpec
import com.convert.sdk.redis.fixture.process
import io.kotest.matchers.longs.shouldBeInRange
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import java.nio.file.Path
import java.util.concurrent.ConcurrentHashMap

private const val VISITORS = 1_000
private val hasPython = RedisServer.isOnPath("python3")

class PythonSpec : RedisSpec({
    val suffix = if (hasPython) "" else " (python3 is not on the PATH: skipped)"
    "two processes and one in Python share marks and state, racing$suffix".config(enabled = hasPython) {
        val transport = CountingTransport()
        val processes = List(2) { process(store(), transport) }
        val decisions = ConcurrentHashMap<Int, Any>()
        val service = withContext(Dispatchers.IO) { PythonService(server, VISITORS) }
        val byPython = coroutineScope {
            val python = async(Dispatchers.IO) { service.run() }
            for (core in processes) {
                launch(Dispatchers.Default) {
                    repeat(VISITORS) { number ->
                        val context = core.createContext(visitor(number))
                        val result = context.runExperience("checkout")!!
                        decisions[number] = mapOf(result.experienceId to result.variationId)
                        context.trackConversion("purchase")
                    }
                }
            }
            python.await()
        }
        processes.forEach { it.shutdown() }
        println("first in Python $byPython, on the JVM ${transport.conversions} of $VISITORS conversions")
        transport.exposures.get() shouldBe VISITORS
        transport.conversions.get() + byPython shouldBe VISITORS
        byPython.shouldBeInRange(1L..VISITORS - 1L)

        var decided = 0L
        repeat(VISITORS) { number ->
            val state = store().get("state:[\"vis\\u00e4-\\ud83d\\ude80-$number\"]") as Map<*, *>
            val byPythonHere = mapOf("name" to "ä", "ratio" to 1.0, "number" to number.toLong())
            state["attributes"] shouldBe mapOf("python" to byPythonHere)
            if (state["bucketing"] == decisions[number]) decided++
        }
        // Python writes in two steps, and can write over what came in between: the hash then decides the same.
        println("decisions kept in state: $decided of $VISITORS")
        decided.shouldBeInRange(VISITORS / 2L..VISITORS.toLong())
    }
})

private fun visitor(number: Int) = "visä-\uD83D\uDE80-$number"

/** Has started and is ready when it is made. */
private class PythonService(server: RedisServer, visitors: Int) {
    private val process = ProcessBuilder("python3", "$script", server.uri.host, "${server.uri.port}", "$visitors")
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start()
    private val lines = process.inputStream.bufferedReader()

    init {
        lines.readLine() shouldBe "ready"
    }

    /** How many conversions it was the first to mark. */
    fun run(): Long {
        process.outputStream.bufferedWriter().use { it.appendLine("go") }
        return lines.readLine().toLong()
    }

    private companion object {
        val script: Path = Path.of(PythonSpec::class.java.getResource("/python_service.py")!!.toURI())
    }
}
