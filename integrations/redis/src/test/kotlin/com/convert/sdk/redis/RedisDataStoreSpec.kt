package com.convert.sdk.redis

import com.convert.sdk.redis.fixture.RedisSpec
import com.convert.sdk.redis.fixture.await
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.longs.shouldBeInRange
import io.kotest.matchers.shouldBe
import io.lettuce.core.RedisClient
import io.lettuce.core.RedisException
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.withTimeoutOrNull
import java.math.BigInteger
import kotlin.time.Duration
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.nanoseconds
import kotlin.time.Duration.Companion.seconds

private const val STATE = """state:["v"]"""

class RedisDataStoreSpec : RedisSpec({
    "what is written is read again, whatever JSON can say" {
        val value = mapOf(
            "text" to "päivää \uD83D\uDE80 \uD800 \u007f \"\\\n",
            "whole" to 12L,
            "huge" to BigInteger("123456789012345678901234567890"),
            "broken" to 0.1,
            "yes" to true,
            "none" to null,
            "list" to listOf(1L, listOf("a"), emptyMap<String, Any>()),
        )
        store().set(STATE, value, null)
        store().get(STATE) shouldBe value
        raw(STATE)!!.all { it.code < 0x7f } shouldBe true
    }

    "what is not there is null, and nothing can be taken of it" {
        store().get("missing") shouldBe null
        store().has("missing") shouldBe false
        store().delete("missing")
        store().set("there", "x", null)
        store().has("there") shouldBe true
        store().delete("there")
        store().get("there") shouldBe null
    }

    "numbers as Python writes them are read" {
        val numbers = listOf("1e+16" to 1e16, "1.0" to 1.0, "-0.5" to -0.5, "-Infinity" to Double.NEGATIVE_INFINITY)
        for ((text, value) in numbers) {
            connection.sync().set(STATE, """{"attributes": {"n": $text}}""")
            store().get(STATE) shouldBe mapOf("attributes" to mapOf("n" to value))
        }
    }

    "a number that JSON has no word for is written as its text" {
        store().set(STATE, listOf(Double.NaN, Float.NEGATIVE_INFINITY, 1.5f), null)
        raw(STATE) shouldBe """["NaN","-Infinity",1.5]"""
    }

    "a text that is not JSON, or too deep, is given as it is" {
        for (text in listOf("{", "oops", "", "[".repeat(100_000), "[".repeat(501) + "]".repeat(501))) {
            connection.sync().set(STATE, text)
            store().get(STATE) shouldBe text
        }
        connection.sync().set(STATE, "[\"\\\"" + "[".repeat(600) + "\"]")
        store().get(STATE) shouldBe listOf("\"" + "[".repeat(600))
    }

    "a mark is put once, with its time to live" {
        store().putIfAbsent("""dedup:["v", "1"]""", true, 30.days) shouldBe true
        store().putIfAbsent("""dedup:["v", "1"]""", true, 60.days) shouldBe false
        raw("""dedup:["v", "1"]""") shouldBe "true"
        connection.sync().pttl("""dedup:["v", "1"]""").shouldBeInRange(29L.days()..30L.days())
        store().putIfAbsent("""dedup:["v", "2"]""", true, null) shouldBe true
        connection.sync().pttl("""dedup:["v", "2"]""") shouldBe -1
    }

    "each write starts the time to live anew, and one without takes it away" {
        val store = store()
        for (write in writes(store)) {
            connection.sync().del(STATE)
            write(10.seconds)
            connection.sync().pttl(STATE).shouldBeInRange(1L..10_000L)
            write(1.days)
            connection.sync().pttl(STATE).shouldBeInRange(10_001L..1L.days())
            write(null)
            connection.sync().pttl(STATE) shouldBe -1
            write(Duration.INFINITE)
            connection.sync().pttl(STATE) shouldBe -1
        }
    }

    "a mark whose time is over can be put again, and a time below a millisecond is one" {
        store().putIfAbsent("short", true, 1.nanoseconds) shouldBe true
        await("the end of the mark") { raw("short") == null }
        store().putIfAbsent("short", true, null) shouldBe true
    }

    "keys have the prefix that is set, and none otherwise" {
        connection.sync().flushall()
        RedisDataStore(connection, "shop:").run {
            set("a", 1, null)
            putIfAbsent("b", 1, null)
            update("c", null) { 1 }
            get("a") shouldBe 1L
            has("b") shouldBe true
            delete("b")
        }
        store().set("d", 1, null)
        connection.sync().exists("shop:a", "shop:c", "d") shouldBe 3
        connection.sync().dbsize() shouldBe 3
    }

    "a call that is not waited for any more takes its command back" {
        connection.sync().clientPause(300)
        withTimeoutOrNull(50.milliseconds) { store().get(STATE) } shouldBe null
        store().has("after the pause") shouldBe false
    }

    "what the connection fails with is no cancellation, and the connection is not closed by the store" {
        val other = RedisClient.create(server.uri)
        val closed = other.connect().also { it.close() }
        val failure = shouldThrow<RedisException> { RedisDataStore(closed).get(STATE) }
        (failure as Exception is CancellationException) shouldBe false
        other.shutdown()
        connection.isOpen shouldBe true
    }
})

private fun Long.days(): Long = days.inWholeMilliseconds

private fun writes(store: RedisDataStore): List<suspend (Duration?) -> Unit> = listOf(
    { store.set(STATE, emptyMap<String, Any>(), it) },
    { time -> store.update(STATE, time) { emptyMap<String, Any>() } },
)
