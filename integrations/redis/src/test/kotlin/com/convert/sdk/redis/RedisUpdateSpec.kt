package com.convert.sdk.redis

import com.convert.sdk.redis.fixture.RedisSpec
import com.convert.sdk.redis.fixture.use
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.lettuce.core.AclCategory
import io.lettuce.core.AclSetuserArgs
import io.lettuce.core.RedisClient
import io.lettuce.core.RedisCommandExecutionException
import io.lettuce.core.RedisURI
import io.lettuce.core.codec.ByteArrayCodec
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import java.util.concurrent.atomic.AtomicInteger

private const val CLIENTS = 4
private const val CHANGES = 250

class RedisUpdateSpec : RedisSpec({
    "merges that race from several clients lose nothing" {
        val asked = AtomicInteger()
        val clients = List(CLIENTS) { RedisClient.create(server.uri) }
        val stores = clients.map { RedisDataStore(it.connect()) }
        race(stores, "raced") { asked.incrementAndGet() }
        (store().get("raced") as Map<*, *>).keys shouldHaveSize CLIENTS * CHANGES
        // There was a race: some changes were asked for again.
        asked.get() shouldBeGreaterThan CLIENTS * CHANGES
        clients.forEach { it.shutdown() }
    }

    "a script that the server forgot is given to it again" {
        store().update("forgotten", null) { mapOf("a" to 1) }
        connection.sync().scriptFlush()
        store().update("forgotten", null) { it as Map<*, *> + mapOf("b" to 2) }
        raw("forgotten") shouldBe """{"a":1,"b":2}"""
    }

    "what somebody else wrote since it was read is kept" {
        val store = store()
        store.set("shared", mapOf("a" to 1), null)
        store.get("shared")
        connection.sync().set("shared", """{"b": 2, "later": {"unknown": [1.50, null]}}""")
        store.update("shared", null) { it as Map<*, *> + mapOf("c" to 3) }
        store.get("shared") shouldBe mapOf("b" to 2L, "later" to mapOf("unknown" to listOf(1.5, null)), "c" to 3L)
    }

    "a value that was taken away since it was read counts as none" {
        val store = store()
        store.set("gone", mapOf("a" to 1), null)
        store.get("gone")
        connection.sync().del("gone")
        store.update("gone", null) { it ?: "none" }
        raw("gone") shouldBe "\"none\""
    }

    "an empty text, one that is not JSON and bytes that are no UTF-8 are written over" {
        val noUtf8 = byteArrayOf('"'.code.toByte(), -1, '"'.code.toByte())
        for (bytes in listOf(byteArrayOf(), "oops".toByteArray(), noUtf8)) {
            client.connect(ByteArrayCodec.INSTANCE).use { it.sync().set("rubbish".toByteArray(), bytes) }
            store().update("rubbish", null) { mapOf("fine" to true) }
            raw("rubbish") shouldBe """{"fine":true}"""
        }
    }

    "what a change throws is thrown, and nothing is written" {
        store().set("kept", 1, null)
        shouldThrow<IllegalStateException> { store().update("kept", null) { error("no") } }.message shouldBe "no"
        raw("kept") shouldBe "1"
    }

    "a key of another type is a failure that says so" {
        connection.sync().lpush("list", "x")
        shouldThrow<RedisCommandExecutionException> { store().update("list", null) { 1 } }
        shouldThrow<RedisCommandExecutionException> { store().get("list") }
    }

    "where the server allows no scripts, one store still loses nothing" {
        connection.sync().aclSetuser("plain", everything().allKeys().removeCategory(AclCategory.SCRIPTING))
        RedisClient.create(user("plain")).use { other ->
            val store = RedisDataStore(other.connect())
            race(List(CLIENTS) { store }, "plain") {}
        }
        (store().get("plain") as Map<*, *>).keys shouldHaveSize CLIENTS * CHANGES
    }

    "a user who may not touch the key gets the failure, and scripts stay on" {
        connection.sync().aclSetuser("elsewhere", everything().keyPattern("mine:*"))
        RedisClient.create(user("elsewhere")).use { other ->
            val own = other.connect()
            val store = RedisDataStore(own)
            shouldThrow<RedisCommandExecutionException> { store.update("theirs", null) { 1 } }
            connection.sync().configResetstat()
            RedisDataStore(own, "mine:").update("a", null) { 1 }
            store.update("mine:a", null) { 2 }
            connection.sync().info("commandstats").contains("cmdstat_set:calls=2") shouldBe true
            connection.sync().info("commandstats").contains("cmdstat_eval") shouldBe true
        }
    }
})

private suspend fun race(stores: List<RedisDataStore>, key: String, asked: () -> Unit) =
    withContext(Dispatchers.Default) {
        stores.forEachIndexed { client, store ->
            repeat(CHANGES) { change ->
                launch {
                    store.update(key, null) {
                        asked()
                        (it as Map<*, *>?).orEmpty() + mapOf("$client.$change" to 1)
                    }
                }
            }
        }
    }

private fun RedisSpec.user(name: String): RedisURI =
    RedisURI.Builder.redis(server.uri.host, server.uri.port).withAuthentication(name, "secret").build()

private fun everything(): AclSetuserArgs =
    AclSetuserArgs.Builder.reset().on().addPassword("secret").allChannels().allCommands()
