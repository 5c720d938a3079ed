package com.convert.sdk.internal.events

import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.event.LifecycleEvent.ConfigUpdated
import com.convert.sdk.event.LifecycleEvent.Conversion
import com.convert.sdk.event.LifecycleEvent.Ready
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.runTest

class InProcessEventBusSpec : StringSpec({
    "collectors and handlers get every event in the order of emission" {
        runTest {
            val rig = BusRig(this)
            val handled = rig.handleAll()
            val collected = rig.collect()
            val emitted = listOf(Ready(false), ConfigUpdated, conversion("a"), conversion("b"))
            emitted.forEach(rig.bus::emit)
            rig.settle()
            handled shouldContainExactly emitted
            collected.events shouldContainExactly emitted
        }
    }

    "a handler gets events of its type only" {
        runTest {
            val rig = BusRig(this)
            val handled = ArrayList<Conversion>()
            rig.bus.on(Conversion::class.java, handled::add)
            listOf(Ready(false), conversion("a"), ConfigUpdated).forEach(rig.bus::emit)
            rig.settle()
            handled shouldContainExactly listOf(conversion("a"))
        }
    }

    "who comes after Ready gets it first, and once" {
        runTest {
            val rig = BusRig(this)
            rig.bus.emit(Ready(fromCache = true))
            rig.bus.emit(conversion("missed"))
            val handled = rig.handleAll()
            val collected = rig.collect()
            rig.bus.emit(ConfigUpdated)
            rig.settle()
            handled shouldContainExactly listOf(Ready(fromCache = true), ConfigUpdated)
            collected.events shouldContainExactly listOf(Ready(fromCache = true), ConfigUpdated)
        }
    }

    "a late handler of another type does not get Ready" {
        runTest {
            val rig = BusRig(this)
            rig.bus.emit(Ready(false))
            val handled = ArrayList<LifecycleEvent>()
            rig.bus.on(Conversion::class.java, handled::add)
            rig.settle()
            handled.shouldBeEmpty()
        }
    }

    "a collector that never returns misses what does not fit its buffer, and nobody else misses anything" {
        runTest {
            val rig = BusRig(this)
            val handled = rig.handleAll()
            rig.collect { awaitCancellation() }
            repeat(300) {
                rig.bus.emit(conversion("$it"))
                rig.settle()
            }
            handled.size shouldBe 300
            // One is being handled and 256 wait.
            rig.counters.listenerEventsMissed.sum() shouldBe 300 - 257
        }
    }

    "what a handler did not ask for takes no room and is not missed" {
        runTest {
            val rig = BusRig(this)
            val handled = ArrayList<LifecycleEvent>()
            rig.bus.on(ConfigUpdated::class.java, handled::add)
            repeat(1_000) { rig.bus.emit(conversion("$it")) }
            rig.bus.emit(ConfigUpdated)
            rig.settle()
            handled shouldContainExactly listOf(ConfigUpdated)
            rig.counters.listenerEventsMissed.sum() shouldBe 0
        }
    }

    "a handler that throws stays subscribed, is counted each time, and warns once until it recovers" {
        runTest {
            val rig = BusRig(this)
            val goals = ArrayList<String>()
            rig.bus.on(Conversion::class.java) {
                goals.add(it.goalId)
                check(it.goalId.startsWith("good")) { "secret of ${it.visitorId}" }
            }
            listOf("bad 1", "bad 2", "good 1", "bad 3").forEach { rig.bus.emit(conversion(it)) }
            rig.settle()
            goals shouldContainExactly listOf("bad 1", "bad 2", "good 1", "bad 3")
            rig.counters.listenerErrors.sum() shouldBe 3
            rig.log.warnings shouldContainExactly List(2) {
                "WARN event handler failed: IllegalStateException on 'conversion'; it gets the next event"
            }
        }
    }

    "a cancellation that a handler throws does not end its subscription" {
        runTest {
            val rig = BusRig(this)
            var calls = 0
            rig.bus.on(Conversion::class.java) {
                calls++
                throw CancellationException("a future of the user's")
            }
            repeat(2) { rig.bus.emit(conversion("$it")) }
            rig.settle()
            calls shouldBe 2
            rig.counters.listenerErrors.sum() shouldBe 2
        }
    }

    "a closed subscription gets nothing more, not even what was waiting" {
        runTest {
            val rig = BusRig(this)
            val handled = ArrayList<LifecycleEvent>()
            val subscription = rig.bus.on(LifecycleEvent::class.java, handled::add)
            rig.bus.emit(ConfigUpdated)
            repeat(2) { subscription.close() }
            rig.bus.emit(ConfigUpdated)
            rig.settle()
            handled.shouldBeEmpty()
            rig.bus.active shouldBe false
            rig.counters.listenerEventsMissed.sum() shouldBe 0
        }
    }

    "a handler may end its own subscription" {
        runTest {
            val rig = BusRig(this)
            val handled = ArrayList<LifecycleEvent>()
            var subscription: AutoCloseable? = null
            subscription = rig.bus.on(LifecycleEvent::class.java) {
                handled.add(it)
                subscription?.close()
            }
            repeat(3) { rig.bus.emit(ConfigUpdated) }
            rig.settle()
            handled shouldContainExactly listOf(ConfigUpdated)
        }
    }

    "nobody listens before the first listener, and after the last has gone" {
        runTest {
            val rig = BusRig(this)
            rig.bus.active shouldBe false
            val collector = launch { rig.bus.events.collect {} }
            rig.settle()
            rig.bus.active shouldBe true
            collector.cancelAndJoin()
            rig.bus.active shouldBe false
        }
    }

    "each collection of the flow has a buffer of its own" {
        runTest {
            val rig = BusRig(this)
            val first = rig.collect()
            rig.bus.emit(conversion("a"))
            rig.settle()
            val second = rig.collect()
            rig.bus.emit(conversion("b"))
            rig.settle()
            first.events shouldContainExactly listOf(conversion("a"), conversion("b"))
            second.events shouldContainExactly listOf(conversion("b"))
        }
    }
})
