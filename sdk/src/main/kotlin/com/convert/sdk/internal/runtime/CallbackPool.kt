package com.convert.sdk.internal.runtime

import java.util.concurrent.Executor
import java.util.concurrent.ForkJoinPool
import java.util.concurrent.ForkJoinWorkerThread
import java.util.concurrent.RejectedExecutionException
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger

/**
 * Daemon threads on which futures are completed, as many as there are processors, and at least two. A stage that waits
 * for another future on one of them is made up for by a further thread, as in the common pool; other than that pool's,
 * these threads are never taken by the application's own work, and exist on a machine with two processors too.
 */
internal class CallbackPool : Executor {
    private val count = AtomicInteger()
    private val pool = ForkJoinPool(
        THREADS,
        { pool -> CallbackThread(pool, count.incrementAndGet()) },
        null,
        true,
        0,
        MOST_THREADS,
        1,
        { true },
        SdkThreads.IDLE_SECONDS,
        TimeUnit.SECONDS,
    )

    override fun execute(work: Runnable) = try {
        pool.execute(work)
    } catch (_: RejectedExecutionException) {
        SdkThreads.runLate(work)
    }

    /** What was handed over before is still done. */
    fun end() = pool.shutdown()

    private class CallbackThread(pool: ForkJoinPool, number: Int) : ForkJoinWorkerThread(pool) {
        init {
            name = "convert-sdk-callback-$number"
            isDaemon = true
            contextClassLoader = CallbackPool::class.java.classLoader
        }
    }

    private companion object {
        val THREADS = maxOf(2, Runtime.getRuntime().availableProcessors())

        /** With those that make up for others that wait. */
        const val MOST_THREADS = 256
    }
}
