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
import io.lettuce.core.RedisClient
import io.lettuce.core.api.sync.RedisCommands
import io.lettuce.core.cluster.ClusterClientOptions
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions
import io.lettuce.core.cluster.RedisClusterClient
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import java.time.Duration
import java.util.concurrent.TimeUnit
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes

private const val SLOTS = 16_384

class ClusterSpec : RedisSpec({
    "on a cluster, merges that race lose nothing, and with a node away decisions go on and no event is lost" {
        val nodes = List(3) { node().start() }
        join(nodes)
        val client = RedisClusterClient.create(nodes.map { it.uri })
        try {
            client.setOptions(clusterOptions())
            val connection = client.connect()
            connectToAll(connection)
            race(connection)
            outage(connection, nodes[1])
        } finally {
            client.shutdown(0, 1, TimeUnit.SECONDS)
            nodes.forEach { it.close() }
        }
    }
})

/** Before the first command: newer clients refuse those to a node whose connection is just being opened. */
private fun connectToAll(connection: StatefulRedisClusterConnection<String, String>) =
    connection.partitions.forEach { connection.getConnection(it.uri.host, it.uri.port) }

private suspend fun race(connection: StatefulRedisClusterConnection<String, String>) {
    val stores = List(2) { RedisDataStore(connection, "shop:") }
    withContext(Dispatchers.Default) {
        for ((number, store) in stores.withIndex()) {
            repeat(200) { change ->
                launch {
                    store.update("""state:["v${change % 10}"]""", null) {
                        (it as Map<*, *>?).orEmpty() + mapOf("$number.$change" to 1)
                    }
                }
            }
        }
    }
    List(10) { (stores[0].get("""state:["v$it"]""") as Map<*, *>).size } shouldBe List(10) { 40 }
}

private suspend fun outage(connection: StatefulRedisClusterConnection<String, String>, node: RedisServer) {
    val transport = RecordingTransport()
    val core = process(RedisDataStore(connection), transport)
    val load = Load(core)
    load.run(300)
    core.metrics.storeErrors shouldBe 0
    node.kill()
    load.run(1_000)
    node.start()
    withTimeout(1.minutes) {
        // One in three is on the node; eight in a row that are stored were not all elsewhere.
        while (!List(8) { load.visitNext() }.all { isStored(connection, it) }) delay(20.milliseconds)
    }
    core.flush()
    println("cluster: ${load.visitors} visitors, longest wait ${load.longestWaitMillis} ms, ${core.metrics}")
    core.metrics.run { eventsDroppedQueueFull + eventsDroppedRejected } shouldBe 0
    transport.eventCount("bucketing") shouldBe load.visitors
    transport.eventCount("conversion") shouldBe load.visitors
    core.shutdown().eventsLeft shouldBe 0
}

private fun isStored(connection: StatefulRedisClusterConnection<String, String>, visitor: String): Boolean =
    runCatching { connection.sync().get("""state:["$visitor"]""") }.getOrNull() != null

private fun node(): RedisServer {
    // Nodes talk to each other on a port 10,000 above.
    val port = generateSequence(RedisServer::freePort).first { it < 55_000 }
    val options = "--cluster-enabled yes --cluster-node-timeout 1000 --cluster-require-full-coverage no"
    return RedisServer(port, options.split(' '))
}

private fun join(nodes: List<RedisServer>) {
    nodes.forEachIndexed { index, node ->
        command(node) {
            it.clusterAddSlots(*(SLOTS * index / 3 until SLOTS * (index + 1) / 3).toList().toIntArray())
            if (index > 0) meet(it, nodes[0])
        }
    }
    for (node in nodes) {
        command(node) { commands ->
            await("the cluster") { isWhole(commands.clusterInfo()) }
        }
    }
}

private fun isWhole(info: String) = "cluster_state:ok" in info && "cluster_slots_assigned:$SLOTS" in info

private fun meet(commands: RedisCommands<String, String>, other: RedisServer) {
    commands.clusterMeet(other.uri.host, other.uri.port)
}

private fun command(node: RedisServer, block: (RedisCommands<String, String>) -> Unit) =
    RedisClient.create(node.uri).use { block(it.connect().sync()) }

private fun clusterOptions(): ClusterClientOptions = ClusterClientOptions.builder(fleetOptions())
    .topologyRefreshOptions(
        ClusterTopologyRefreshOptions.builder().enableAllAdaptiveRefreshTriggers()
            .enablePeriodicRefresh(Duration.ofSeconds(30)).build(),
    )
    .build()
