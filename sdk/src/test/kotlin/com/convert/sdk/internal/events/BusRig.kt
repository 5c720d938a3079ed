package com.convert.sdk.internal.events

import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.internal.runtime.Counters
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.internal.tracking.RecordingLogger
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runCurrent

/** A bus in virtual time, and those who listen to it. */
@OptIn(ExperimentalCoroutinesApi::class)
internal class BusRig(
    private val test: TestScope,
    threads: CoroutineDispatcher = StandardTestDispatcher(test.testScheduler),
    scope: CoroutineScope = test.backgroundScope,
) {
    val counters = Counters()
    val log = RecordingLogger()
    val bus = InProcessEventBus(scope, counters, Logs(log)) { threads }

    /** What a new handler of all events gets. */
    fun handleAll(): List<LifecycleEvent> = ArrayList<LifecycleEvent>().also { handled ->
        bus.on(LifecycleEvent::class.java) { handled.add(it) }
    }

    /** A new collector, which is collecting already. */
    fun collect(each: suspend (LifecycleEvent) -> Unit = {}): Collected {
        val events = ArrayList<LifecycleEvent>()
        val job = test.backgroundScope.launch {
            bus.events.collect {
                events.add(it)
                each(it)
            }
        }
        settle()
        return Collected(events, job)
    }

    /** Lets everything happen that can happen now. */
    fun settle() = test.runCurrent()

    class Collected(val events: List<LifecycleEvent>, val job: Job)
}

internal fun conversion(goal: String) = LifecycleEvent.Conversion("visitor", goal, "key of $goal")
