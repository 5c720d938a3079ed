package com.convert.sdk.internal.events

import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.event.LifecycleEvent.ConfigUpdated
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe

class ListenerSpec : StringSpec({
    "a listener misses what it asked for when its buffer is full" {
        val listener = Listener(ConfigUpdated::class.java)
        repeat(256) { listener.misses(ConfigUpdated) shouldBe false }
        listener.misses(ConfigUpdated) shouldBe true
        listener.misses(conversion("not asked for")) shouldBe false
    }

    "who takes no more misses nothing" {
        val finished = Listener(LifecycleEvent::class.java).apply { finish() }
        val dropped = Listener(LifecycleEvent::class.java).apply { drop() }
        listOf(finished, dropped).forEach { it.misses(ConfigUpdated) shouldBe false }
    }
})
