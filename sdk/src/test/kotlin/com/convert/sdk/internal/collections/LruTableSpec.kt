package com.convert.sdk.internal.collections

import com.convert.sdk.internal.collections.LruOrder.Companion.NONE
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import kotlin.random.Random

class LruTableSpec : StringSpec({
    class Entry(override val key: String) : Keyed

    /** The well-known way to do the same. */
    class Model(val capacity: Int) : LinkedHashMap<String, Entry>(16, 0.75f, true) {
        override fun removeEldestEntry(eldest: MutableMap.MutableEntry<String, Entry>): Boolean = size > capacity
    }

    fun agreesWithModel(capacity: Int, hash: (Int) -> Int) {
        val random = Random(capacity)
        val model = Model(capacity)
        val table = LruTable<Entry>(capacity, tolerance = 0)
        repeat(20_000) {
            val number = random.nextInt(capacity * 2 + 1)
            val key = "key$number"
            val known = model[key]
            table.get(key, hash(number)) shouldBe known
            if (known != null) return@repeat
            val entry = Entry(key)
            model[key] = entry
            table.put(entry, hash(number))
        }
    }

    "it holds what a linked hash map holds, and drops what that drops" {
        for (capacity in listOf(1, 2, 3, 7, 16, 100, 1_000)) agreesWithModel(capacity) { it * -0x61c88647 }
    }

    "so it does when all entries crowd at one place, be it the last one" {
        for (capacity in listOf(1, 2, 3, 7, 16, 100)) {
            agreesWithModel(capacity) { it }
            agreesWithModel(capacity) { -it }
        }
    }

    "it tells keys of the same hash apart" {
        val table = LruTable<Entry>(100, tolerance = 0)
        val entries = List(8) { Entry("key$it") }
        entries.forEach { table.put(it, 42) }
        entries.map { table.get(it.key, 42) } shouldBe entries
        table.get("another", 42).shouldBeNull()
    }

    "of more keys with the same hash than there are by chance, it keeps a few, and all others" {
        val table = LruTable<Entry>(1_000, tolerance = 0)
        val others = List(500) { Entry("other$it") }
        others.forEachIndexed { index, entry -> table.put(entry, index * -0x61c88647) }
        repeat(100_000) { table.put(Entry("twin$it"), 42) }
        others.withIndex().all { (index, entry) -> table.get(entry.key, index * -0x61c88647) === entry } shouldBe true
        (0 until 100_000).count { table.get("twin$it", 42) != null } shouldBe 8
    }

    "a use counts for as recent as those within the tolerance, and for more recent than all before" {
        val table = LruTable<Entry>(6, tolerance = 2)
        for (hash in 1..6) table.put(Entry("key$hash"), hash)
        table.get("key4", 4)
        table.get("key3", 3)
        for (hash in 7..10) table.put(Entry("key$hash"), hash)
        (1..10).filter { table.slotOf("key$it", it) != NONE } shouldBe listOf(3, 6, 7, 8, 9, 10)
    }

    "asking for a slot is no use, and tells which entries are recent" {
        val table = LruTable<Entry>(3, tolerance = 1)
        for (hash in 1..3) table.put(Entry("key$hash"), hash)
        (1..3).map { table.isRecent(table.slotOf("key$it", it)) } shouldBe listOf(false, true, true)
        table.entryAt(table.slotOf("key1", 1))?.key shouldBe "key1"
        table.put(Entry("key4"), 4)
        table.slotOf("key1", 1) shouldBe NONE
    }

    "a copy with more room has the same entries in the same order" {
        val table = LruTable<Entry>(3, tolerance = 0)
        for (hash in 1..3) table.put(Entry("key$hash"), hash)
        table.get("key1", 1)
        val grown = LruTable<Entry>(4, tolerance = 0).also(table::moveTo)
        for (hash in 4..5) grown.put(Entry("key$hash"), hash)
        (1..5).map { grown.get("key$it", it)?.key } shouldBe listOf("key1", null, "key3", "key4", "key5")
    }
})
