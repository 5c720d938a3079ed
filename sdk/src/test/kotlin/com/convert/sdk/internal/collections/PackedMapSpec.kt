package com.convert.sdk.internal.collections

import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe

class PackedMapSpec : StringSpec({
    fun map(names: Iterable<Int>, value: String) = PackedMap.copyOf(names.associate { "name-$it" to "$value-$it" })

    "what is laid over a map wins, name by name, and the rest stays" {
        val few = listOf(0..0, 0..2, 1..3, 2..9, 5..20, 0..15)
        for (base in few) {
            for (overlay in few) {
                val merged = PackedMap.merge(map(base, "base"), map(overlay, "overlay"))
                merged shouldBe map(base, "base").toMap() + map(overlay, "overlay")
                merged["name-100"] shouldBe null
            }
        }
    }

    "a null that is laid over a value is the value" {
        val merged = PackedMap.merge(PackedMap.copyOf(mapOf("a" to 1, "b" to 2)), PackedMap.copyOf(mapOf("a" to null)))
        merged shouldBe mapOf("a" to null, "b" to 2)
        merged.containsKey("a") shouldBe true
    }

    "nothing laid over a map, or a map over nothing, is that map" {
        val map = map(1..3, "some")
        (PackedMap.merge(map, emptyMap()) === map) shouldBe true
        (PackedMap.merge(emptyMap(), map) === map) shouldBe true
    }
})
