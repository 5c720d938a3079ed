package com.convert.sdk.internal.tracking.journal

import com.convert.sdk.SyncPolicy
import com.convert.sdk.internal.runtime.OutageLog
import com.convert.sdk.internal.tracking.MemoryQueue
import com.convert.sdk.internal.tracking.Offered
import kotlinx.coroutines.channels.Channel

/**
 * The one user of the journal's file. It takes all commands that wait together, so that events which are offered at the
 * same time share one write and one trip to the disk. An event is in [memory], and so can be sent, only after that: the
 * order of the two is the same, which is what lets a count say what was delivered.
 */
internal class JournalWriter(
    private val file: JournalFile,
    private val memory: MemoryQueue,
    private val sync: SyncPolicy,
    private val outage: OutageLog,
) {
    private var isStopped = false
    private var isClosed = false
    private var refused = 0L

    suspend fun run(commands: Channel<JournalCommand>) {
        try {
            while (!isClosed) handle(nextOf(commands))
        } finally {
            commands.cancel()
            quietly { file.close() }
        }
    }

    private suspend fun nextOf(commands: Channel<JournalCommand>): List<JournalCommand> {
        val group = arrayListOf(commands.receive())
        while (group.size < LARGEST_GROUP) group.add(commands.tryReceive().getOrNull() ?: break)
        return group
    }

    /** Does not throw, not even what no code should: the queue would be dead with it. */
    private fun handle(group: List<JournalCommand>) {
        runCatching { handleAll(group) }.onFailure(::report)
    }

    private fun handleAll(group: List<JournalCommand>) {
        try {
            val delivered = group.filterIsInstance<JournalCommand.Acknowledge>().sumOf { it.count }
            if (delivered > 0) acknowledge(delivered)
            val (appends, late) = group.filterIsInstance<JournalCommand.Append>().partition { !isStopped || it.again }
            late.forEach { it.abandon() }
            append(appends)
            group.filterIsInstance<JournalCommand.Awaited>().forEach(::handle)
        } finally {
            // Whatever happens, every command is answered.
            group.forEach(::execute)
        }
    }

    /** Nothing, when it was answered. */
    private fun execute(command: JournalCommand) {
        if (command is JournalCommand.Append && command.outcome.complete(Offered.UNWRITABLE)) refused++
        command.abandon()
    }

    private fun handle(command: JournalCommand.Awaited) {
        when (command) {
            is JournalCommand.Sync -> if (sync != SyncPolicy.NEVER) quietly { file.force() }
            is JournalCommand.Stop -> isStopped = true
            is JournalCommand.Close -> {
                isClosed = true
                quietly { file.close() }
            }
        }
        command.done.complete(Unit)
    }

    private fun acknowledge(count: Int) = quietly {
        file.acknowledge(count)
        if (sync == SyncPolicy.EVERY_BATCH) file.force()
    }

    private fun append(all: List<JournalCommand.Append>) {
        val fitting = ArrayList<JournalCommand.Append>(all.size)
        var bytes = 0L
        try {
            for (append in all) {
                if (hasRoom(append, fitting.size, bytes)) {
                    fitting.add(append)
                    bytes += append.record.size
                } else {
                    append.outcome.complete(Offered.FULL)
                }
            }
        } finally {
            if (fitting.isNotEmpty()) write(fitting)
        }
    }

    private fun hasRoom(append: JournalCommand.Append, others: Int, bytes: Long): Boolean =
        (append.again || memory.size + others < memory.capacity) && file.hasRoom(append.record.size, bytes)

    private fun write(appends: List<JournalCommand.Append>) {
        runCatching { file.append(appends.map { it.record }, force = sync == SyncPolicy.EVERY_EVENT) }
            .onFailure { return refuse(appends, it) }
        for (append in appends) {
            if (append.again) memory.addAgain(append.event) else memory.offerNow(append.event)
            append.outcome.complete(Offered.ACCEPTED)
        }
        runCatching { outage.succeeded { "$refused events dropped".also { refused = 0 } } }
    }

    private fun refuse(appends: List<JournalCommand.Append>, reason: Throwable) {
        refused += appends.size
        appends.forEach { it.outcome.complete(Offered.UNWRITABLE) }
        report(reason)
    }

    /** For steps whose failure costs no event: at worst some are sent twice after a crash. */
    private inline fun quietly(step: () -> Unit) {
        runCatching(step).onFailure(::report)
    }

    private fun report(failure: Throwable) {
        runCatching { outage.failed("${failure.journalReason()}; new events are dropped") }
    }

    private companion object {
        const val LARGEST_GROUP = 1_024
    }
}
