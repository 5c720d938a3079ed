package com.convert.sdk.internal.tracking.journal

import com.convert.sdk.internal.tracking.Offered
import com.convert.sdk.internal.tracking.TrackedEvent
import kotlinx.coroutines.CompletableDeferred

/** What the journal's writer can be asked to do. */
internal sealed interface JournalCommand {
    /** It will not be handled any more. */
    fun abandon() = Unit

    /**
     * Write [event], whose [record] was made already, and tell what became of it. One that is in the queue already and
     * comes [again] takes no room of its own.
     */
    class Append(val event: TrackedEvent, val record: ByteArray, val again: Boolean = false) : JournalCommand {
        val outcome = CompletableDeferred<Offered>()

        override fun abandon() {
            outcome.complete(Offered.STOPPED)
        }
    }

    /** The [count] oldest events have been delivered. */
    class Acknowledge(val count: Int) : JournalCommand

    /** A command that is waited for. */
    sealed class Awaited : JournalCommand {
        val done = CompletableDeferred<Unit>()

        override fun abandon() {
            done.complete(Unit)
        }
    }

    /** Force what was written to the disk, unless the settings leave that to the system. */
    class Sync : Awaited()

    /** Refuse events from now on. */
    class Stop : Awaited()

    /** End, and release the file. */
    class Close : Awaited()
}
