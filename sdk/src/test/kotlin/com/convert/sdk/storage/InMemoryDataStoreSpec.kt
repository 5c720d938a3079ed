package com.convert.sdk.storage

import com.convert.sdk.error.InvalidConfigException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.ints.shouldBeInRange
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TestTimeSource

class InMemoryDataStoreSpec : StringSpec({
    val state = mapOf("attributes" to mapOf("a" to 1L), "segments" to emptyMap(), "bucketing" to mapOf("1" to "2"))

    "what is put in comes out, until it is taken away" {
        val store = InMemoryDataStore()
        for (key in listOf("""state:["v"]""", "anything")) {
            store.get(key).shouldBeNull()
            store.set(key, state, null)
            store.get(key) shouldBe state
            store.has(key) shouldBe true
            store.delete(key)
            store.delete(key)
            store.has(key) shouldBe false
        }
    }

    "a key is only put where there is none" {
        val store = InMemoryDataStore()
        for (key in listOf("""bucketing:["v", "1"]""", """dedup:["v", "1"]""", "anything")) {
            store.putIfAbsent(key, true, null) shouldBe true
            store.putIfAbsent(key, true, null) shouldBe false
            store.get(key) shouldBe true
        }
    }

    "a value with a time to live goes when its time is over" {
        val time = TestTimeSource()
        val store = InMemoryDataStore(10, time)
        for (key in listOf("""state:["v"]""", """dedup:["v", "1"]""", "anything")) {
            store.set(key, "value", 5.seconds)
            time += 4.seconds
            store.get(key) shouldBe "value"
            time += 1.seconds
            store.get(key).shouldBeNull()
            store.putIfAbsent(key, "again", null) shouldBe true
        }
    }

    "the least recently used visitor goes first, with all that is known of them" {
        val store = InMemoryDataStore(2)
        store.set("""state:["a"]""", state, null)
        store.putIfAbsent("""dedup:["a", "1"]""", true, null)
        store.set("""state:["b"]""", state, null)
        store.get("""state:["a"]""")
        store.set("""state:["c"]""", state, null)
        store.has("""state:["b"]""") shouldBe false
        store.has("""dedup:["a", "1"]""") shouldBe true
        store.get("""state:["c"]""")
        store.set("""state:["d"]""", state, null)
        store.has("""state:["c"]""") shouldBe true
        store.has("""dedup:["a", "1"]""") shouldBe false
    }

    "a large store keeps to its limit, too" {
        val store = InMemoryDataStore(5_000)
        repeat(50_000) { store.set("""state:["$it"]""", state, null) }
        (0 until 50_000).count { store.has("""state:["$it"]""") } shouldBeInRange 4_500..5_000
    }

    "a limit out of bounds is refused by name" {
        shouldThrow<InvalidConfigException> { InMemoryDataStore(0) }.path shouldBe "maxVisitors"
    }
})
