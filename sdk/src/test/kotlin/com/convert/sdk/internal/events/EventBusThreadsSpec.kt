package com.convert.sdk.internal.events

import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.event.LifecycleEvent.ConfigUpdated
import com.convert.sdk.event.LifecycleEvent.Conversion
import com.convert.sdk.event.LifecycleEvent.Ready
import com.convert.sdk.internal.runtime.Counters
import com.convert.sdk.internal.runtime.Logs
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CountDownLatch
import java.util.concurrent.CyclicBarrier
import java.util.concurrent.Semaphore
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.seconds

/** What only real threads can show. */
@Tags("slow")
class EventBusThreadsSpec : StringSpec({
    "who comes while Ready is emitted gets it exactly once" {
        repeat(2_000) {
            onRealThreads { bus ->
                val barrier = CyclicBarrier(2)
                val seen = async {
                    barrier.await()
                    bus.events.toList()
                }
                barrier.await()
                bus.emit(Ready(false))
                while (!bus.active && seen.isActive) Thread.onSpinWait()
                bus.close()
                seen.await() shouldContainExactly listOf(Ready(false))
            }
        }
    }

    "handlers that block for ever keep no thread from anybody else" {
        val release = CountDownLatch(1)
        val blocked = Semaphore(0)
        val count = Runtime.getRuntime().availableProcessors() + 66
        onRealThreads { bus ->
            repeat(count) {
                bus.on(ConfigUpdated::class.java) {
                    blocked.release()
                    release.await()
                }
            }
            bus.emit(ConfigUpdated)
            try {
                blocked.tryAcquire(count, 20, TimeUnit.SECONDS) shouldBe true
                withTimeout(20.seconds) { withContext(Dispatchers.Default) { } }
                withTimeout(20.seconds) { withContext(Dispatchers.IO) { } }
            } finally {
                release.countDown()
            }
            bus.close()
        }
    }

    "a handler is never called by two threads at once" {
        val inside = AtomicInteger()
        val overlaps = AtomicInteger()
        val handled = ConcurrentHashMap.newKeySet<String>()
        onRealThreads { bus ->
            bus.on(Conversion::class.java) {
                if (inside.incrementAndGet() > 1) overlaps.incrementAndGet()
                handled.add(it.goalId)
                inside.decrementAndGet()
            }
            coroutineScope {
                repeat(4) { part -> launch { repeat(50) { bus.emit(conversion("$part-$it")) } } }
            }
            bus.close()
        }
        overlaps.get() shouldBe 0
        handled.size shouldBe 200
    }

    "with listeners that come and go, those who stay miss nothing" {
        val counters = Counters()
        onRealThreads(counters) { bus ->
            val handled = ArrayList<LifecycleEvent>()
            bus.on(Conversion::class.java, handled::add)
            val guests = List(3) { async { repeat(300) { bus.on(LifecycleEvent::class.java) {}.close() } } }
            repeat(200) { bus.emit(conversion("$it")) }
            guests.awaitAll()
            bus.close()
            handled.map { (it as Conversion).goalId } shouldContainExactly List(200) { "$it" }
        }
        counters.listenerEventsMissed.sum() shouldBe 0
    }
})

private suspend fun onRealThreads(
    counters: Counters = Counters(),
    test: suspend CoroutineScope.(InProcessEventBus) -> Unit,
) {
    val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
    try {
        withContext(Dispatchers.Default) { test(InProcessEventBus(scope, counters, Logs(null))) }
    } finally {
        scope.cancel()
    }
}
