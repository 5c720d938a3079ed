package com.convert.sdk.internal.events

import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.event.LifecycleEvent.ConfigUpdated
import com.convert.sdk.event.LifecycleEvent.Ready
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.Runnable
import kotlinx.coroutines.cancel
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import kotlin.coroutines.CoroutineContext

@OptIn(ExperimentalCoroutinesApi::class)
class EventBusCloseSpec : StringSpec({
    "closing hands over what is waiting, then completes every flow and handler" {
        runTest {
            val rig = BusRig(this)
            val handled = rig.handleAll()
            val collected = rig.collect()
            rig.settle()
            repeat(3) { rig.bus.emit(ConfigUpdated) }
            rig.bus.close()
            handled.size shouldBe 3
            collected.job.join()
            collected.events.size shouldBe 3
            rig.bus.active shouldBe false
            currentTime shouldBe 0
        }
    }

    "after closing, an event is neither handed over nor missed" {
        runTest {
            val rig = BusRig(this)
            val handled = rig.handleAll()
            rig.bus.close()
            rig.bus.emit(ConfigUpdated)
            rig.settle()
            handled.shouldBeEmpty()
            rig.counters.listenerEventsMissed.sum() shouldBe 0
        }
    }

    "who comes after closing learns that it was ready, and that this is all" {
        runTest {
            val rig = BusRig(this)
            rig.bus.emit(Ready(false))
            rig.bus.close()
            val collected = rig.collect()
            collected.job.join()
            collected.events shouldContainExactly listOf(Ready(false))
        }
    }

    "a handler registered after closing is never called, and leaves nothing behind" {
        runTest {
            val rig = BusRig(this)
            rig.bus.close()
            val handled = rig.handleAll()
            rig.settle()
            handled.shouldBeEmpty()
            rig.bus.active shouldBe false
        }
    }

    "closing waits a second at most for handlers that do not return" {
        runTest {
            val rig = BusRig(this, threads = NoThread)
            rig.bus.on(LifecycleEvent::class.java) {}
            rig.bus.emit(ConfigUpdated)
            rig.bus.close()
            currentTime shouldBe 1_000
        }
    }

    "once the scope has ended, what is waiting is not handed over" {
        runTest {
            val scope = CoroutineScope(backgroundScope.coroutineContext + Job())
            val rig = BusRig(this, scope = scope)
            var calls = 0
            rig.bus.on(LifecycleEvent::class.java) {
                calls++
                scope.cancel()
            }
            repeat(3) { rig.bus.emit(ConfigUpdated) }
            rig.settle()
            calls shouldBe 1
            rig.bus.active shouldBe false
        }
    }

    "closing twice is closing once" {
        runTest {
            val rig = BusRig(this)
            rig.handleAll()
            repeat(2) { rig.bus.close() }
            currentTime shouldBe 0
        }
    }
})

/** What is dispatched here never runs, as if all threads were busy. */
private object NoThread : CoroutineDispatcher() {
    override fun dispatch(context: CoroutineContext, block: Runnable) = Unit

    override fun limitedParallelism(parallelism: Int, name: String?): CoroutineDispatcher = this
}
