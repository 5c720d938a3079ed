package com.convert.sdk.internal.tracking.journal

import com.convert.sdk.DurableQueueConfig
import com.convert.sdk.internal.runtime.TroubleLog
import com.convert.sdk.internal.tracking.Alarm
import com.convert.sdk.internal.tracking.EventQueue
import com.convert.sdk.internal.tracking.MemoryQueue
import com.convert.sdk.internal.tracking.Offered
import com.convert.sdk.internal.tracking.TrackedEvent
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.Channel.Factory.UNLIMITED
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.slf4j.Logger
import java.nio.file.Path
import kotlin.time.ComparableTimeMark

/**
 * A queue whose events are in a journal as well as in memory, and so survive the process. Delivery works from memory;
 * the journal is read once, when it is opened.
 */
internal class DurableQueue private constructor(private val memory: MemoryQueue) : EventQueue {
    private val requests = Channel(UNLIMITED, onUndeliveredElement = JournalRequest::abandon)

    override val head: Long get() = memory.head
    override val tail: Long get() = memory.tail
    override val waiting: Long get() = memory.waiting
    override val alarm: Alarm get() = memory.alarm

    override suspend fun offer(event: TrackedEvent): Offered {
        if (waiting >= memory.capacity) return Offered.FULL
        val append = JournalRequest.Append(event, JournalFormat.record(StoredEvent.encode(event)))
        return if (requests.trySend(append).isSuccess) append.outcome.await() else Offered.STOPPED
    }

    override fun peek(max: Int, skip: Int): List<TrackedEvent> = memory.peek(max, skip)

    override fun oldestSince(): ComparableTimeMark? = memory.oldestSince()

    override fun release(count: Int) = memory.release(count)

    /** Does not wait for the disk: what is not written there in time is sent twice after a crash. */
    override suspend fun remove(count: Int) {
        memory.remove(count)
        requests.trySend(JournalRequest.Acknowledge(count))
    }

    /** Not cancelled halfway: the event would be in the queue twice. */
    override suspend fun sendToBack() = withContext(NonCancellable) {
        val event = memory.peek(1).firstOrNull() ?: return@withContext
        val append = JournalRequest.Append(event, JournalFormat.record(StoredEvent.encode(event)), again = true)
        if (!requests.trySend(append).isSuccess || append.outcome.await() != Offered.ACCEPTED) return@withContext
        release(1)
        remove(1)
    }

    override suspend fun sync() = await(JournalRequest.Sync())

    override suspend fun stop() = await(JournalRequest.Stop())

    override suspend fun close() = await(JournalRequest.Close())

    private suspend fun await(request: JournalRequest.Awaited) {
        if (requests.trySend(request).isSuccess) request.done.await()
    }

    internal companion object {
        /**
         * Opens the journal and puts what an earlier process has left there into the still empty [memory].
         * The queue's one coroutine lives in [scope], its work on the disk runs on [dispatcher].
         *
         * @throws com.convert.sdk.error.DurableQueueException when it cannot be used.
         */
        suspend fun open(
            config: DurableQueueConfig,
            memory: MemoryQueue,
            scope: CoroutineScope,
            log: Logger,
            dispatcher: CoroutineDispatcher = Dispatchers.IO,
        ): DurableQueue {
            var opened: DurableQueue? = null
            try {
                return withContext(dispatcher) {
                    openNow(config, memory, log) { scope.launchWriter(dispatcher, it) }.also { opened = it }
                }
            } catch (e: CancellationException) {
                // Nobody will ever close what nobody has got.
                opened?.requests?.trySend(JournalRequest.Close())
                throw e
            }
        }

        private fun openNow(
            config: DurableQueueConfig,
            memory: MemoryQueue,
            log: Logger,
            launch: (suspend () -> Unit) -> Unit,
        ): DurableQueue {
            val file = JournalFile(config.file, config.maxBytes)
            var queue: DurableQueue? = null
            try {
                restore(file, config.file, memory, log)
                val trouble = TroubleLog(log, "Durable queue ${config.file}")
                val writer = JournalWriter(file, memory, config.sync, trouble)
                return DurableQueue(memory).also {
                    launch { writer.run(it.requests) }
                    queue = it
                }
            } finally {
                if (queue == null) file.close()
            }
        }

        /** What a logger throws costs its line. */
        private fun restore(file: JournalFile, path: Path, memory: MemoryQueue, log: Logger) {
            memory.restore(file.recover { runCatching { log.warn("Durable queue {}: {}", path, it) } })
            if (memory.size == 0L) return
            runCatching { log.info("Durable queue {}: {} events of an earlier run will be sent", path, memory.size) }
        }

        /** Runs [writer] even when the scope has ended by now: it closes the file on its way out. */
        @OptIn(DelicateCoroutinesApi::class)
        private fun CoroutineScope.launchWriter(dispatcher: CoroutineDispatcher, writer: suspend () -> Unit) {
            launch(dispatcher + CoroutineName("convert-journal"), CoroutineStart.ATOMIC) { writer() }
        }
    }
}
