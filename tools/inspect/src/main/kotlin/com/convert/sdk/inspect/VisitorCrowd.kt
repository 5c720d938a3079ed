package com.convert.sdk.inspect

import java.util.concurrent.atomic.AtomicLong
import java.util.concurrent.atomic.AtomicReference

/** Generates the visitors of [options] and has all processors look at them. */
internal class VisitorCrowd(private val options: SimulationOptions) {
    private val ends = options.mix.runningFold(0.0) { end, kind -> end + kind.weight }.drop(1).toDoubleArray()

    /** A part of the work, used by one thread. */
    interface Worker {
        /** The visitor with this id is of the kind at this place of the mix. */
        fun look(id: String, kind: Int)
    }

    /** Gives back the workers that [make] made, one a thread, when all visitors were looked at. */
    fun <T : Worker> run(progress: Progress, make: () -> T): List<T> {
        val next = AtomicLong()
        val done = AtomicLong()
        val failure = AtomicReference<Throwable>()
        val workers = List(options.threads) { make() }
        val threads = workers.map { worker -> thread(failure) { work(worker, next, done, failure) } }
        try {
            threads.forEach(Thread::start)
            threads.forEach { await(it, done, progress) }
        } finally {
            // Nothing is left to take, so that they end; after a normal end this changes nothing.
            next.set(options.visitors)
        }
        failure.get()?.let { throw it }
        progress.at(options.visitors, options.visitors)
        return workers
    }

    private fun thread(failure: AtomicReference<Throwable>, run: () -> Unit) = Thread(run, "convert-inspect").apply {
        isDaemon = true
        setUncaughtExceptionHandler { _, e -> failure.compareAndSet(null, e) }
    }

    private fun await(thread: Thread, done: AtomicLong, progress: Progress) {
        while (thread.isAlive) {
            thread.join(TELL_EVERY_MILLIS)
            if (thread.isAlive) progress.at(done.get(), options.visitors)
        }
    }

    private fun work(worker: Worker, next: AtomicLong, done: AtomicLong, failure: AtomicReference<Throwable>) {
        while (failure.get() == null) {
            val from = next.getAndAdd(CHUNK)
            if (from >= options.visitors) return
            val until = minOf(from + CHUNK, options.visitors)
            for (number in from until until) worker.look(options.seed + number, kind(number))
            done.addAndGet(until - from)
        }
    }

    /** Drawn by the number alone, and independent of the hash that decides. */
    private fun kind(number: Long): Int {
        if (ends.size == 1) return 0
        val drawn = (mixed(number) ushr UNUSED_BITS) * UNIT * ends.last()
        val place = ends.binarySearch(drawn)
        // A weight of 0 ends where the one before does, so that no visitor is of it.
        val found = if (place < 0) -1 - place else ends.indexOfFirst { it > drawn }
        return if (found in ends.indices) found else ends.indexOfFirst { it == ends.last() }
    }

    /** The finalizer of SplitMix64. */
    private fun mixed(number: Long): Long {
        var bits = (number + 1) * -0x61c8864680b583ebL
        bits = (bits xor (bits ushr FIRST_SHIFT)) * -0x40a7b892e31b1a47L
        bits = (bits xor (bits ushr SECOND_SHIFT)) * -0x6b2fb644ecceee15L
        return bits xor (bits ushr LAST_SHIFT)
    }
}

private const val CHUNK = 8192L
private const val TELL_EVERY_MILLIS = 100L
private const val UNUSED_BITS = 11
private const val FIRST_SHIFT = 30
private const val SECOND_SHIFT = 27
private const val LAST_SHIFT = 31
private const val UNIT = 1.0 / (1L shl 53)
