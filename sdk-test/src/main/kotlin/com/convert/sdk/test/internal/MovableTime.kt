@file:OptIn(InternalConvertApi::class)

package com.convert.sdk.test.internal

import com.convert.sdk.InternalConvertApi
import com.convert.sdk.internal.TestTime
import java.time.Instant
import java.util.PriorityQueue
import java.util.concurrent.AbstractExecutorService
import java.util.concurrent.Callable
import java.util.concurrent.Delayed
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import java.util.concurrent.FutureTask
import java.util.concurrent.ScheduledExecutorService
import java.util.concurrent.ScheduledFuture
import java.util.concurrent.ScheduledThreadPoolExecutor
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeUnit.NANOSECONDS
import java.util.concurrent.atomic.AtomicLong
import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock
import kotlin.time.AbstractLongTimeSource
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlin.time.DurationUnit

/**
 * Time that passes as outside, and that can be moved on. All work of the instances [made][make] with it runs and is
 * scheduled here, so that it is known when what was due has been done. The one file that looks behind the public API.
 *
 * @property longestWork that a move waits for.
 */
internal class MovableTime(private val longestWork: Duration = 10.seconds) :
    AbstractExecutorService(),
    ScheduledExecutorService {
    private val source = object : AbstractLongTimeSource(DurationUnit.NANOSECONDS) {
        override fun read(): Long = now()
    }
    private val moving = ReentrantLock()
    private val lock = ReentrantLock()
    private val idle = lock.newCondition()
    private val later = PriorityQueue<Task<*>>()
    private val count = AtomicLong()
    private var running = 0
    private var alarm: ScheduledFuture<*>? = null

    private val begun = Instant.now()

    @Volatile private var clock = Clock(0, System.nanoTime())

    /** What [create] gives: an instance that lives by this time. */
    fun <T> make(create: () -> T): T = TestTime.during(this, source, { begun.plusNanos(now()) }, create)

    /**
     * Goes from one thing that is due to the next, and waits for each until nothing runs. Time stands still meanwhile,
     * so that what follows an interval is due after exactly that.
     */
    fun advance(by: Duration): Unit = moving.withLock {
        stopAt(now())
        try {
            val end = now() + by.inWholeNanoseconds
            settle(by)
            while (true) {
                stopAt(nextUntil(end) ?: break)
                runDue()
                settle(by)
            }
            stopAt(end)
        } finally {
            goOn()
        }
    }

    private fun now(): Long = clock.read()

    private fun stopAt(time: Long) = lock.withLock { clock = Clock(maxOf(time, now()), null) }

    private fun goOn() = lock.withLock {
        clock = Clock(now(), System.nanoTime())
        setAlarm()
    }

    private fun nextUntil(end: Long): Long? = lock.withLock { later.peek()?.due?.takeIf { it <= end } }

    private fun settle(by: Duration) = lock.withLock {
        var left = longestWork.inWholeNanoseconds
        while (running > 0) {
            check(left > 0) { "time was to be moved on by $by, but something still runs after $longestWork" }
            left = idle.awaitNanos(left)
        }
    }

    private fun runDue(): Unit = lock.withLock {
        while (later.peek()?.run { due <= now() } == true) execute(later.remove())
        setAlarm()
    }

    private fun setAlarm() {
        alarm?.cancel(false)
        alarm = later.peek()?.takeIf { clock.goes }?.let { ALARMS.schedule(::runDue, it.due - now(), NANOSECONDS) }
    }

    override fun execute(command: Runnable) {
        lock.withLock { running++ }
        THREADS.execute {
            try {
                command.run()
            } finally {
                lock.withLock { if (--running == 0) idle.signalAll() }
            }
        }
    }

    override fun schedule(command: Runnable, delay: Long, unit: TimeUnit): ScheduledFuture<*> =
        schedule(Executors.callable(command), delay, unit)

    override fun <V> schedule(callable: Callable<V>, delay: Long, unit: TimeUnit): ScheduledFuture<V> {
        val task = Task(callable, now() + unit.toNanos(delay).coerceAtMost(LONGEST_DELAY))
        lock.withLock {
            later += task
            setAlarm()
        }
        return task
    }

    override fun scheduleAtFixedRate(command: Runnable, initialDelay: Long, period: Long, unit: TimeUnit) =
        throw UnsupportedOperationException("nothing in the SDK asks for it")

    override fun scheduleWithFixedDelay(command: Runnable, initialDelay: Long, delay: Long, unit: TimeUnit) =
        throw UnsupportedOperationException("nothing in the SDK asks for it")

    // Instances end by themselves, and the threads are shared.
    override fun shutdown() = Unit

    override fun shutdownNow(): List<Runnable> = emptyList()

    override fun isShutdown(): Boolean = false

    override fun isTerminated(): Boolean = false

    override fun awaitTermination(timeout: Long, unit: TimeUnit): Boolean = false

    /** What is to run when its time comes; in the order of scheduling at the same time. */
    private inner class Task<V>(work: Callable<V>, val due: Long) : FutureTask<V>(work), ScheduledFuture<V> {
        private val number = count.incrementAndGet()

        override fun getDelay(unit: TimeUnit): Long = unit.convert(due - now(), NANOSECONDS)

        override fun compareTo(other: Delayed): Int = compareValuesBy(this, other as Task<*>, { it.due }, { it.number })

        override fun done() {
            if (isCancelled) lock.withLock { later -= this }
        }
    }

    /** Nanoseconds: [time] at the outer time [since], and then as much as has passed there; nothing, without one. */
    private class Clock(private val time: Long, private val since: Long?) {
        val goes: Boolean get() = since != null

        fun read(): Long = if (since == null) time else time + (System.nanoTime() - since)
    }

    private companion object {
        const val LONGEST_DELAY = Long.MAX_VALUE / 2

        val THREADS: ExecutorService = Executors.newCachedThreadPool(::daemon)
        val ALARMS = ScheduledThreadPoolExecutor(1, ::daemon).apply { removeOnCancelPolicy = true }

        fun daemon(work: Runnable) = Thread(work, "convert-test").apply { isDaemon = true }
    }
}
