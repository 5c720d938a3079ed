package com.convert.sdk.internal.runtime

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.asCoroutineDispatcher
import java.util.concurrent.Executor
import java.util.concurrent.RejectedExecutionException
import java.util.concurrent.ScheduledThreadPoolExecutor
import java.util.concurrent.SynchronousQueue
import java.util.concurrent.ThreadFactory
import java.util.concurrent.ThreadPoolExecutor
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.atomic.AtomicInteger

/**
 * The SDK's daemon threads, named `convert-sdk-…` and shared by all instances of the process. They start when there is
 * work, end when idle for some seconds, and all of them end with the last lease. So delivery, refreshing and closing go
 * on whatever an application does to the threads of `Dispatchers.Default`, `Dispatchers.IO` and the common pool.
 */
internal object SdkThreads {
    private var leases = 0
    private var pool: Pool? = null

    fun lease(): Lease = synchronized(this) {
        leases++
        Lease(pool ?: Pool().also { pool = it })
    }

    private fun giveBack(used: Pool) = synchronized(this) {
        if (--leases > 0) return
        pool = null
        used.end()
    }

    /** The right to use the threads until [close], which may be called twice. */
    class Lease(private val pool: Pool) : AutoCloseable {
        private val isOpen = AtomicBoolean(true)

        /** For what does not block: loops, timers, closing. */
        val dispatcher: CoroutineDispatcher get() = pool.loops

        /** For what may block: listeners, files, the HTTP client. One that blocks takes no thread from another. */
        val blocking: CoroutineDispatcher get() = pool.blocking

        /** For the application's code that waits for the SDK. */
        val callbacks: Executor get() = pool.callbacks

        override fun close() {
            if (isOpen.compareAndSet(true, false)) giveBack(pool)
        }
    }

    class Pool {
        private val timers = LoopExecutor()
        private val workers = ThreadPoolExecutor(
            0,
            Int.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            SynchronousQueue(),
            Named("convert-sdk-worker"),
        ) { late, _ -> runLate(late) }
        private val answers = lazy(::CallbackPool)

        /** Its executor schedules, so that its delays need no thread of the coroutine library's. */
        val loops: CoroutineDispatcher = timers.asCoroutineDispatcher()
        val blocking: CoroutineDispatcher = workers.asCoroutineDispatcher()
        val callbacks: Executor = Executor { answers.value.execute(it) }

        fun end() {
            timers.shutdown()
            workers.shutdown()
            if (answers.isInitialized()) answers.value.end()
        }
    }

    private class LoopExecutor : ScheduledThreadPoolExecutor(LOOP_THREADS, Named("convert-sdk-loop")) {
        init {
            setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS)
            allowCoreThreadTimeOut(true)
            removeOnCancelPolicy = true
            executeExistingDelayedTasksAfterShutdownPolicy = false
        }

        override fun execute(work: Runnable) = try {
            super.execute(work)
        } catch (_: RejectedExecutionException) {
            runLate(work)
        }
    }

    /** Work that arrives after the last lease has ended, such as the end of a slow request, gets a thread each. */
    internal fun runLate(work: Runnable) = LATE.newThread(work).start()

    private class Named(private val prefix: String) : ThreadFactory {
        private val count = AtomicInteger()

        // What the application's thread carries, such as a web application's class loader, stays with it.
        override fun newThread(work: Runnable) =
            Thread(null, work, "$prefix-${count.incrementAndGet()}", 0, false).apply {
                isDaemon = true
                contextClassLoader = SdkThreads::class.java.classLoader
            }
    }

    private val LATE = Named("convert-sdk-late")

    /** More than one: a part of the SDK that blocks for a moment takes one. */
    private const val LOOP_THREADS = 4
    internal const val IDLE_SECONDS = 10L
}
