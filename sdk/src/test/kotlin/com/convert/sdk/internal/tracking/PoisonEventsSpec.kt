package com.convert.sdk.internal.tracking

import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly

class PoisonEventsSpec : StringSpec({
    val (a, b, c) = listOf("a", "b", "c").map { exposure(it) }

    "without poisonEvents a batch stays together" {
        PoisonEvents().separate(listOf(a, b, c)) shouldContainExactly listOf(a, b, c)
    }

    "a suspect goes alone, and what is before it goes without it" {
        val poisonEvents = PoisonEvents().apply { add(b) }
        poisonEvents.separate(listOf(a, b, c)) shouldContainExactly listOf(a)
        poisonEvents.separate(listOf(b, c)) shouldContainExactly listOf(b)
        poisonEvents.separate(listOf(c, a)) shouldContainExactly listOf(c, a)
    }

    "what has left the queue is no suspect any more" {
        val poisonEvents = PoisonEvents().apply { add(b) }
        poisonEvents.forget(listOf(a, b))
        poisonEvents.separate(listOf(a, b, c)) shouldContainExactly listOf(a, b, c)
    }

    "another event that looks the same is none" {
        val poisonEvents = PoisonEvents().apply { add(b) }
        val twin = exposure("b")
        poisonEvents.separate(listOf(twin, a)) shouldContainExactly listOf(twin, a)
    }
})
