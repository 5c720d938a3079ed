package com.convert.sdk.internal.tracking.journal

import com.convert.sdk.internal.tracking.journal.JournalHeader.Current
import com.convert.sdk.internal.tracking.journal.JournalHeader.First
import com.convert.sdk.internal.tracking.journal.JournalHeader.Later
import com.convert.sdk.internal.tracking.journal.JournalHeader.Unfinished
import com.convert.sdk.internal.tracking.journal.JournalHeader.Unknown
import java.nio.channels.FileChannel
import java.nio.file.Path

/** What a journal is found to be when it is opened, and what is in it. */
internal class JournalContent private constructor(val header: JournalHeader, val recovered: Recovered) {
    /** Whether records can be appended to the file as it is. */
    val isUsable: Boolean get() = header is Current && header.position != null && !header.isDamaged

    val isSound: Boolean get() = isUsable && recovered.damage.isEmpty()

    /** What was found, and what became of it, for the log. */
    fun report(outcome: String): String {
        val again = if (header.position != null) "" else "; what was delivered is not known and is sent again"
        val found = "${recovered.events.size} events recovered"
        return "${recovered.damagedBytes} bytes are damaged and $outcome; $found$again"
    }

    companion object {
        /**
         * Reads [journal] through [channel] and changes nothing.
         *
         * @throws com.convert.sdk.error.DurableQueueException when it is something else, or a later version's.
         */
        fun of(journal: Path, channel: FileChannel): JournalContent {
            val header = JournalHeader.of(channel)
            val recovered = when (header) {
                Unfinished -> Recovered(JournalFormat.HEADER_SIZE)
                is Current -> current(header, channel)
                is First -> first(header, channel)
                is Later -> throw unusable(journal, laterVersion(header.version))
                // With records in it, it is a journal all the same.
                Unknown -> JournalReader(channel).read(0).takeIf { it.events.isNotEmpty() }
                    ?: throw unusable(journal, "is not a journal of this SDK, and was left alone; give another file")
            }
            return JournalContent(header, recovered)
        }

        private fun current(header: Current, channel: FileChannel): Recovered {
            val position = header.position ?: return JournalReader(channel).read(JournalFormat.POSITION_AT)
            val recovered = JournalReader(channel).read(position)
            if (header.isDamaged) recovered.damage.add(0, JournalFormat.VERSION_BYTE)
            return recovered
        }

        private fun first(header: First, channel: FileChannel): Recovered {
            val position = header.position
            if (position != null) return FirstFormat(channel).read(position)
            // The version may be damaged, too: the records say which it is.
            return JournalReader(channel).read(JournalFormat.POSITION_AT).takeIf { it.events.isNotEmpty() }
                ?: FirstFormat(channel).read(JournalFormat.HEADER_SIZE)
        }

        private fun laterVersion(version: Int) =
            "was written by a later version of the SDK (format $version, this one reads up to " +
                "${JournalFormat.VERSION}), and was left alone; use that version, or give another file"
    }
}
