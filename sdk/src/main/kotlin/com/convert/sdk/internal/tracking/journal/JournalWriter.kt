package com.convert.sdk.internal.tracking.journal

import com.convert.sdk.SyncPolicy
import com.convert.sdk.internal.runtime.TroubleLog
import com.convert.sdk.internal.tracking.MemoryQueue
import com.convert.sdk.internal.tracking.Offered
import kotlinx.coroutines.channels.Channel
import java.io.IOException

/**
 * The one user of the journal's file. It takes all requests that wait together, so that events which are offered at the
 * same time share one write and one trip to the disk. An event is in [memory], and so can be sent, only after that: the
 * order of the two is the same, which is what lets a count say what was delivered.
 */
internal class JournalWriter(
    private val file: JournalFile,
    private val memory: MemoryQueue,
    private val sync: SyncPolicy,
    private val trouble: TroubleLog,
) {
    private var isStopped = false
    private var isClosed = false
    private var refused = 0L

    suspend fun run(requests: Channel<JournalRequest>) {
        try {
            while (!isClosed) handle(nextOf(requests))
        } finally {
            requests.cancel()
            quietly { file.close() }
        }
    }

    private suspend fun nextOf(requests: Channel<JournalRequest>): List<JournalRequest> {
        val group = arrayListOf(requests.receive())
        while (group.size < LARGEST_GROUP) group.add(requests.tryReceive().getOrNull() ?: break)
        return group
    }

    private fun handle(group: List<JournalRequest>) {
        try {
            val delivered = group.filterIsInstance<JournalRequest.Acknowledge>().sumOf { it.count }
            if (delivered > 0) acknowledge(delivered)
            val (appends, late) = group.filterIsInstance<JournalRequest.Append>().partition { !isStopped || it.again }
            late.forEach { it.abandon() }
            append(appends)
            group.filterIsInstance<JournalRequest.Awaited>().forEach(::handle)
        } finally {
            // Whatever happens: nobody waits for an answer in vain.
            group.forEach { it.abandon() }
        }
    }

    private fun handle(request: JournalRequest.Awaited) {
        when (request) {
            is JournalRequest.Sync -> if (sync != SyncPolicy.NEVER) quietly { file.force() }
            is JournalRequest.Stop -> isStopped = true
            is JournalRequest.Close -> {
                isClosed = true
                quietly { file.close() }
            }
        }
        request.done.complete(Unit)
    }

    private fun acknowledge(count: Int) = quietly {
        file.acknowledge(count)
        if (sync == SyncPolicy.EVERY_BATCH) file.force()
    }

    private fun append(all: List<JournalRequest.Append>) {
        val fitting = ArrayList<JournalRequest.Append>(all.size)
        var bytes = 0L
        for (append in all) {
            val hasPlace = append.again || memory.size + fitting.size < memory.capacity
            if (hasPlace && file.hasRoom(append.record.size, bytes)) {
                fitting.add(append)
                bytes += append.record.size
            } else {
                append.outcome.complete(Offered.FULL)
            }
        }
        if (fitting.isNotEmpty()) write(fitting)
    }

    private fun write(appends: List<JournalRequest.Append>) {
        try {
            file.append(appends.map { it.record }, force = sync == SyncPolicy.EVERY_EVENT)
        } catch (e: IOException) {
            refused += appends.size
            trouble.failed(reasonOf(e))
            return appends.forEach { it.outcome.complete(Offered.UNWRITABLE) }
        }
        trouble.succeeded { "$refused events refused".also { refused = 0 } }
        for (append in appends) {
            if (append.again) memory.addAgain(append.event) else memory.offerNow(append.event)
            append.outcome.complete(Offered.ACCEPTED)
        }
    }

    /** For steps whose failure costs no event: at worst some are sent twice after a crash. */
    private inline fun quietly(step: () -> Unit) {
        try {
            step()
        } catch (e: IOException) {
            trouble.failed(reasonOf(e))
        }
    }

    /** Only a plain exception's message is free of paths. */
    private fun reasonOf(e: IOException): String =
        e.message.takeIf { e.javaClass == IOException::class.java } ?: e.javaClass.simpleName

    private companion object {
        const val LARGEST_GROUP = 1_024
    }
}
