package com.convert.sdk.redis

import com.convert.sdk.CoreMetrics
import com.convert.sdk.fixture.RecordingTransport
import com.convert.sdk.redis.fixture.Load
import com.convert.sdk.redis.fixture.RedisServer
import com.convert.sdk.redis.fixture.RedisSpec
import com.convert.sdk.redis.fixture.fleetOptions
import com.convert.sdk.redis.fixture.process
import com.convert.sdk.redis.fixture.use
import io.kotest.matchers.longs.shouldBeGreaterThan
import io.kotest.matchers.longs.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.lettuce.core.RedisClient
import io.lettuce.core.api.StatefulRedisConnection
import kotlinx.coroutines.delay
import kotlinx.coroutines.withTimeout
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TimeSource

class OutageSpec : RedisSpec({
    "while the server is down decisions go on and no event is lost; when it is back, state is stored again" {
        RedisServer().start().use { own ->
            RedisClient.create(own.uri).use { client ->
                client.options = fleetOptions()
                val connection = client.connect()
                outage("stopped", connection, 10.seconds, { own.kill() }, { own.start() })
            }
        }
    }

    "while the server hangs it costs a call no more than the time-out" {
        RedisServer().start().use { own ->
            RedisClient.create(own.uri).use { client ->
                client.options = fleetOptions()
                outage("paused", client.connect(), 2.seconds, { client.connect().sync().clientPause(2_000) }, {})
            }
        }
    }
})

private suspend fun outage(
    kind: String,
    connection: StatefulRedisConnection<String, String>,
    lasting: Duration,
    begin: () -> Unit,
    end: () -> Unit,
) {
    val transport = RecordingTransport()
    val core = process(RedisDataStore(connection), transport)
    val load = Load(core)
    load.run(500)
    core.metrics.storeErrors shouldBe 0
    begin()
    val perSecond = load.runFor(lasting)
    core.metrics.storeErrors shouldBeGreaterThan 0
    end()
    val failed = core.metrics
    withTimeout(1.minutes) {
        while (!isStored(connection, load.visitNext())) delay(20.milliseconds)
    }
    core.flush()
    println("$kind: $perSecond visitors a second meanwhile")
    println("$kind: ${load.visitors} visitors, longest wait ${load.longestWaitMillis} ms, $failed")
    core.metrics.lost() shouldBe 0
    transport.eventCount("bucketing") shouldBe load.visitors
    transport.eventCount("conversion") shouldBe load.visitors
    // A decision and a conversion: two calls, each with one time-out of a second at most.
    load.longestWaitMillis shouldBeLessThan 4_000
    core.shutdown().eventsLeft shouldBe 0
}

/** Gives how many came in a second. */
private suspend fun Load.runFor(time: Duration): Long {
    val before = visitors
    val begun = TimeSource.Monotonic.markNow()
    while (begun.elapsedNow() < time) run(200)
    return (visitors - before) * 1_000 / begun.elapsedNow().inWholeMilliseconds
}

private fun isStored(connection: StatefulRedisConnection<String, String>, visitor: String): Boolean =
    runCatching { connection.sync().get("""state:["$visitor"]""") }.getOrNull() != null

private fun CoreMetrics.lost(): Long = eventsDroppedQueueFull + eventsDroppedRejected + eventsLeftAtClose
