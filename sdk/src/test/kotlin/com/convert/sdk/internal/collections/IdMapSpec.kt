package com.convert.sdk.internal.collections

import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit.SECONDS
import kotlin.random.Random

private const val THREADS = 8

class IdMapSpec : StringSpec({
    /** Extends [this] with [count] entries of the line of descent that is called [name]. */
    fun IdMap.grown(name: String, count: Int): IdMap =
        (0 until count).fold(this) { map, number -> map.with("$name$number", "v$name$number") }

    "it holds what a linked hash map holds, in the same order" {
        val random = Random(1)
        val model = LinkedHashMap<String, String>()
        var map = IdMap.EMPTY
        repeat(3_000) {
            val id = "${random.nextInt(1_500)}"
            val value = "${random.nextInt(3)}"
            model[id] = value
            map = map.with(id, value)
            map[id] shouldBe value
        }
        map shouldBe model
        map.entries.map { it.key to it.value } shouldContainExactly model.entries.map { it.key to it.value }
        map.toString() shouldBe model.toString()
        map["-1"].shouldBeNull()
    }

    "a map stays as it is, whatever comes of it" {
        val maps = (0 until 200).runningFold(IdMap.EMPTY) { map, number -> map.with("$number", "first") }
        maps.last().with("7", "second")["7"] shouldBe "second"
        maps.forEachIndexed { size, map ->
            map.size shouldBe size
            map.keys.toList() shouldBe List(size) { "$it" }
            map.values.all { it == "first" } shouldBe true
            map["$size"].shouldBeNull()
        }
    }

    "maps that come of one map do not see each other's entries" {
        for (size in listOf(0, 1, 7, 8, 9, 11, 12, 13, 100)) {
            val root = IdMap.EMPTY.grown("root", size)
            val branches = List(50) { root.grown("branch $it ", 20) }
            branches.forEachIndexed { number, branch ->
                branch.size shouldBe size + 20
                branch shouldBe root + List(20) { "branch $number $it" to "vbranch $number $it" }.toMap()
                branch["branch ${number + 1} 0"].shouldBeNull()
            }
        }
    }

    "ids with the same hash code are told apart" {
        // All of them have the one of "AaAaAaAaAaAa".
        val ids = List(64) { bits -> (0 until 6).joinToString("") { if (bits shr it and 1 == 0) "Aa" else "BB" } }
        val map = ids.fold(IdMap.EMPTY) { map, id -> map.with(id, "v$id") }
        ids.map { map[it] } shouldBe ids.map { "v$it" }
        map["CcCcCcCcCcCc"].shouldBeNull()
    }

    "what it has already makes no new map" {
        val map = IdMap.EMPTY + mapOf("1" to "a", "2" to "b")
        map.with("1", "a") shouldBeSameInstanceAs map
        map + mapOf("2" to "b") shouldBeSameInstanceAs map
        map + emptyMap() shouldBeSameInstanceAs map
    }

    "threads that extend one map at once have their own entries each" {
        val threads = Executors.newFixedThreadPool(THREADS)
        try {
            repeat(300) { round ->
                val root = IdMap.EMPTY.grown("root", round % 40)
                val tasks = List(THREADS) { number -> Callable { root.grown("branch $number ", 20) } }
                threads.invokeAll(tasks, 60, SECONDS).forEachIndexed { number, branch ->
                    branch.get() shouldBe root + List(20) { "branch $number $it" to "vbranch $number $it" }.toMap()
                }
            }
        } finally {
            threads.shutdownNow()
        }
    }
})
