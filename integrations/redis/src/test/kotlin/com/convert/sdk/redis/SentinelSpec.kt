package com.convert.sdk.redis

import com.convert.sdk.fixture.RecordingTransport
import com.convert.sdk.redis.fixture.Load
import com.convert.sdk.redis.fixture.RedisServer
import com.convert.sdk.redis.fixture.RedisSpec
import com.convert.sdk.redis.fixture.await
import com.convert.sdk.redis.fixture.fleetOptions
import com.convert.sdk.redis.fixture.process
import com.convert.sdk.redis.fixture.use
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.lettuce.core.RedisClient
import io.lettuce.core.RedisURI
import io.lettuce.core.api.StatefulRedisConnection
import kotlinx.coroutines.delay
import kotlinx.coroutines.withTimeout
import kotlin.io.path.writeText
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes

private const val PRIMARY = "shop"

class SentinelSpec : RedisSpec({
    "when the primary dies, the sentinel's next one takes over, with the state, and no event is lost" {
        RedisServer().start().use { primary ->
            val follow = listOf("--replicaof", primary.uri.host, "${primary.uri.port}")
            RedisServer(options = follow).start().use { replica ->
                sentinel(primary).start().use { sentinel ->
                    RedisClient.create(uri(sentinel)).use { client ->
                        client.options = fleetOptions()
                        await("the replica") { isFollowing(replica) && isKnown(sentinel) }
                        failover(client.connect(), primary, replica)
                    }
                }
            }
        }
    }
})

private suspend fun failover(
    connection: StatefulRedisConnection<String, String>,
    primary: RedisServer,
    replica: RedisServer,
) {
    val transport = RecordingTransport()
    val core = process(RedisDataStore(connection), transport)
    val load = Load(core)
    load.run(300)
    val before = visitUntilStored(load, replica)
    primary.kill()
    load.run(500)
    visitUntilStored(load, replica)
    core.flush()
    println("sentinel: ${load.visitors} visitors, longest wait ${load.longestWaitMillis} ms, ${core.metrics}")
    // From before, through the connection that has moved on.
    RedisDataStore(connection).get("""state:["$before"]""") shouldNotBe null
    transport.eventCount("bucketing") shouldBe load.visitors
    transport.eventCount("conversion") shouldBe load.visitors
    core.shutdown().eventsLeft shouldBe 0
}

/** Visitors come until the state of one has reached [server]; gives that one. */
private suspend fun visitUntilStored(load: Load, server: RedisServer): String = withTimeout(3.minutes) {
    var visitor = load.visitNext()
    while (stateOf(visitor, server) == null) {
        delay(20.milliseconds)
        visitor = load.visitNext()
    }
    visitor
}

private fun sentinel(primary: RedisServer) = RedisServer { server ->
    val settings = server.folder.resolve("sentinel.conf")
    settings.writeText(
        """
        bind ${RedisServer.HOST}
        port ${server.uri.port}
        dir ${server.folder}
        sentinel monitor $PRIMARY ${primary.uri.host} ${primary.uri.port} 1
        sentinel down-after-milliseconds $PRIMARY 1000
        sentinel failover-timeout $PRIMARY 5000
        """.trimIndent() + "\n",
    )
    listOf("$settings", "--sentinel")
}

private fun uri(sentinel: RedisServer): RedisURI =
    RedisURI.Builder.sentinel(sentinel.uri.host, sentinel.uri.port, PRIMARY).build()

private fun isFollowing(replica: RedisServer): Boolean =
    ask(replica) { "master_link_status:up" in it.sync().info("replication") }

private fun isKnown(sentinel: RedisServer): Boolean = RedisClient.create(sentinel.uri).use { client ->
    client.connectSentinel().sync().replicas(PRIMARY).any { "slave" == it["flags"] }
}

private fun stateOf(visitor: String, server: RedisServer): String? =
    ask(server) { it.sync().get("""state:["$visitor"]""") }

private fun <T> ask(server: RedisServer, question: (StatefulRedisConnection<String, String>) -> T): T =
    RedisClient.create(server.uri).use { question(it.connect()) }
