package com.convert.sdk.internal.tracking

import kotlin.time.ComparableTimeMark

/**
 * Events that wait for delivery, oldest first. Any number of coroutines may [offer]; all the rest is for the one
 * consumer.
 *
 * Positions count events since the queue was made: the consumer has taken away those below [head], and those below
 * [tail] have been accepted. An event between the two may still be a moment away from being readable.
 */
internal interface EventQueue {
    val head: Long
    val tail: Long
    val size: Long get() = tail - head

    /** Events accepted so far, each once; what an earlier process left is among them. */
    val accepted: Long

    /** Events that are not [release]d yet; these are what the bound is about. */
    val waiting: Long

    /** Whether an event offered now finds no room; a queue that has stopped is not full. */
    val isFull: Boolean

    /** Tells the consumer that a number of events is reached. */
    val wakeSignal: WakeSignal

    /**
     * Makes it ready to accept events, and gives the number of those that an earlier process left. Again is nothing.
     *
     * @throws com.convert.sdk.error.DurableQueueException when the file it queues in cannot be used.
     */
    suspend fun open(): Int = 0

    /** Does not wait for room. */
    suspend fun offer(event: TrackedEvent): Offered

    /** The oldest events behind the first [skip], at most [max]; they stay. */
    fun peek(max: Int, skip: Int = 0): List<TrackedEvent>

    /**
     * When the oldest event was accepted, to within the events accepted just before or after it; `null` when none
     * waits. For any thread.
     */
    fun oldestSince(): ComparableTimeMark?

    /** [count] more events are delivered or given up, though they may stay behind others until these are. */
    fun release(count: Int)

    /** Removes the [count] oldest events. */
    suspend fun remove(count: Int)

    /** Puts the oldest event behind all others, if there is a way to. */
    suspend fun sendToBack()

    /** Makes what was accepted so far as safe as the queue can. */
    suspend fun sync()

    /** No further event is accepted once this has returned. May be called twice. */
    suspend fun stop()

    /** Releases what the queue holds open. What is queued is lost, unless the queue is a durable one. */
    suspend fun close()
}

/** What became of an offered event. */
internal enum class Offered {
    ACCEPTED,

    /** There is no room. */
    FULL,

    /** There is room, but it cannot be written to; the queue has told the log. */
    UNWRITABLE,

    /** The queue does not accept events any more. */
    STOPPED,
}
