package com.convert.sdk.internal.tracking.journal

import com.convert.sdk.DurableQueueConfig
import com.convert.sdk.internal.runtime.OutageLog
import com.convert.sdk.internal.tracking.EventQueue
import com.convert.sdk.internal.tracking.MemoryQueue
import com.convert.sdk.internal.tracking.Offered
import com.convert.sdk.internal.tracking.TrackedEvent
import com.convert.sdk.internal.tracking.WakeSignal
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.Channel.Factory.UNLIMITED
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.slf4j.Logger
import kotlin.time.ComparableTimeMark

/**
 * A queue whose events are in a journal as well as in [memory], and so survive the process. Delivery works from memory;
 * the journal is read once, when it is opened. Until then nothing is accepted.
 *
 * The queue's one coroutine lives in [scope], its work on the disk runs on [dispatcher].
 */
internal class DurableQueue(
    private val config: DurableQueueConfig,
    private val memory: MemoryQueue,
    private val scope: CoroutineScope,
    private val log: Logger,
    private val dispatcher: CoroutineDispatcher = Dispatchers.IO,
) : EventQueue {
    /** The mailbox of the journal's writer; `null` before there is one. */
    @Volatile
    private var commands: Channel<JournalCommand>? = null

    override val head: Long get() = memory.head
    override val tail: Long get() = memory.tail
    override val accepted: Long get() = memory.accepted
    override val waiting: Long get() = memory.waiting
    override val isFull: Boolean get() = memory.isFull
    override val wakeSignal: WakeSignal get() = memory.wakeSignal

    /** A cancellation finds all of it done, or nothing. */
    override suspend fun open(): Int {
        if (commands != null) return 0
        var file: JournalFile? = null
        try {
            val earlier = withContext(dispatcher) {
                JournalFile(config.file, config.maxBytes).also { file = it }.read()
            }
            // Closed meanwhile: there is nothing more to accept.
            if (!scope.isActive) return 0.also { abandon(file) }
            memory.restore(earlier)
            startWriter(checkNotNull(file))
            reportEarlier(earlier.size)
            return earlier.size
        } catch (e: Throwable) {
            // No caller has it, so no caller will close it.
            abandon(file)
            throw e
        }
    }

    private suspend fun abandon(file: JournalFile?) = withContext(NonCancellable + dispatcher) { file?.close() }

    override suspend fun offer(event: TrackedEvent): Offered {
        if (waiting >= memory.capacity) return Offered.FULL
        val append = JournalCommand.Append(event, JournalFormat.record(StoredEvent.encode(event)))
        return if (tell(append)) append.outcome.await() else Offered.STOPPED
    }

    override fun peek(max: Int, skip: Int): List<TrackedEvent> = memory.peek(max, skip)

    override fun oldestSince(): ComparableTimeMark? = memory.oldestSince()

    override fun release(count: Int) = memory.release(count)

    /** Does not wait for the disk: what is not written there in time is sent twice after a crash. */
    override suspend fun remove(count: Int) {
        memory.remove(count)
        tell(JournalCommand.Acknowledge(count))
    }

    /** Not cancelled halfway: the event would be in the queue twice. */
    override suspend fun sendToBack() = withContext(NonCancellable) {
        val event = memory.peek(1).firstOrNull() ?: return@withContext
        val append = JournalCommand.Append(event, JournalFormat.record(StoredEvent.encode(event)), again = true)
        if (!tell(append) || append.outcome.await() != Offered.ACCEPTED) return@withContext
        release(1)
        remove(1)
    }

    override suspend fun sync() = await(JournalCommand.Sync())

    override suspend fun stop() = await(JournalCommand.Stop())

    override suspend fun close() = await(JournalCommand.Close())

    private suspend fun await(command: JournalCommand.Awaited) {
        if (tell(command)) command.done.await()
    }

    private fun tell(command: JournalCommand): Boolean = commands?.trySend(command)?.isSuccess ?: false

    /** What a logger throws costs its line. */
    private fun JournalFile.read(): List<TrackedEvent> =
        recover { runCatching { log.warn("durable queue {}: {}", config.file, it) } }

    private fun reportEarlier(count: Int) {
        if (count == 0) return
        runCatching { log.info("durable queue {}: sending {} events of an earlier run", config.file, count) }
    }

    /** Runs the writer even when the scope has ended by now: it closes the file on its way out. */
    @OptIn(DelicateCoroutinesApi::class)
    private fun startWriter(file: JournalFile) {
        val mailbox = Channel(UNLIMITED, onUndeliveredElement = JournalCommand::abandon)
        val writer = JournalWriter(file, memory, config.sync, OutageLog(log, "durable queue ${config.file}"))
        scope.launch(dispatcher + CoroutineName("convert-journal"), CoroutineStart.ATOMIC) { writer.run(mailbox) }
        commands = mailbox
    }
}
