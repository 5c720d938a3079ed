package com.convert.sdk.internal.tracking

import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly

class SuspectsSpec : StringSpec({
    val (a, b, c) = listOf("a", "b", "c").map { exposure(it) }

    "without suspects a batch stays together" {
        Suspects().separate(listOf(a, b, c)) shouldContainExactly listOf(a, b, c)
    }

    "a suspect goes alone, and what is before it goes without it" {
        val suspects = Suspects().apply { add(b) }
        suspects.separate(listOf(a, b, c)) shouldContainExactly listOf(a)
        suspects.separate(listOf(b, c)) shouldContainExactly listOf(b)
        suspects.separate(listOf(c, a)) shouldContainExactly listOf(c, a)
    }

    "what has left the queue is no suspect any more" {
        val suspects = Suspects().apply { add(b) }
        suspects.forget(listOf(a, b))
        suspects.separate(listOf(a, b, c)) shouldContainExactly listOf(a, b, c)
    }

    "another event that looks the same is none" {
        val suspects = Suspects().apply { add(b) }
        val twin = exposure("b")
        suspects.separate(listOf(twin, a)) shouldContainExactly listOf(twin, a)
    }
})
