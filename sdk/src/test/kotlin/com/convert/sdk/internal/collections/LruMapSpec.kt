package com.convert.sdk.internal.collections

import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.ints.shouldBeInRange
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit.SECONDS

private const val THREADS = 8

class LruMapSpec : StringSpec({
    class Entry(override val key: String) : Keyed

    /** Runs [action] on several threads, with the number of each. */
    fun onThreads(action: (Int) -> Unit) {
        val threads = Executors.newFixedThreadPool(THREADS)
        try {
            List(THREADS) { number -> threads.submit { action(number) } }.forEach { it.get(60, SECONDS) }
        } finally {
            threads.shutdownNow()
        }
    }

    "an entry is made once, whoever asks at the same time" {
        val made = ConcurrentHashMap<String, Int>()
        val entries = LruMap<Entry>(20_000)
        onThreads {
            for (number in 0 until 10_000) {
                entries.getOrPut("key$number") { key -> Entry(key).also { made.merge(key, 1, Int::plus) } }
            }
        }
        made.size shouldBe 10_000
        made.values.all { it == 1 } shouldBe true
    }

    "what one thread has put in, every thread finds while others put in more" {
        val entries = LruMap<Entry>(1_000_000)
        onThreads { thread ->
            val own = List(20_000) { entries.getOrPut("$thread:$it", ::Entry) }
            for (entry in own) entries.get(entry.key) shouldBeSameInstanceAs entry
        }
    }

    "while entries come and go, each is found under its own key or not at all" {
        val entries = LruMap<Entry>(1_500)
        onThreads { thread ->
            for (number in 0 until 50_000) {
                val key = "key${(number * 31 + thread) % 5_000}"
                (entries.get(key) ?: entries.getOrPut(key, ::Entry)).key shouldBe key
            }
        }
        (0 until 5_000).count { entries.get("key$it") != null } shouldBeInRange 1_000..1_500
    }

    "what is asked for again and again stays, however much comes and goes, in a small one and in a large one" {
        for (limit in listOf(1_000, 16_000)) {
            val entries = LruMap<Entry>(limit)
            val favourite = entries.getOrPut("favourite", ::Entry)
            for (number in 0 until limit * 10) {
                entries.getOrPut("key$number", ::Entry)
                if (number % 100 == 0) entries.get("favourite") shouldBeSameInstanceAs favourite
            }
        }
    }

    "what was never put in is not there" {
        LruMap<Entry>(1).get("key").shouldBeNull()
    }
})
