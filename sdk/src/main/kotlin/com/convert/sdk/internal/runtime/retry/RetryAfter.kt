package com.convert.sdk.internal.runtime.retry

import java.time.DateTimeException
import java.time.Instant
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import java.time.format.DateTimeFormatterBuilder
import java.time.temporal.ChronoField
import java.util.Locale
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.nanoseconds
import kotlin.time.Duration.Companion.seconds

/** Reads the `Retry-After` header in its two forms, seconds and a date. */
internal class RetryAfter(private val wallClock: () -> Instant) {
    /**
     * The wait that [header] asks for, at most an hour: a service that means longer is asked again sooner, rather than
     * a mistake of its clock or ours silencing the client for days. Zero for a date that is over, `null` for what
     * cannot be understood.
     */
    fun read(header: String?): Duration? {
        val text = header?.trim().orEmpty()
        if (text.isEmpty()) return null
        val wait = if (text.all { it in '0'..'9' }) seconds(text) else date(text)?.let(::until)
        return wait?.coerceIn(Duration.ZERO, LONGEST)
    }

    private fun seconds(digits: String): Duration = digits.toLongOrNull()?.seconds ?: LONGEST

    private fun until(date: Instant): Duration {
        val gap = java.time.Duration.between(wallClock(), date)
        return gap.seconds.seconds + gap.nano.nanoseconds
    }

    private fun date(text: String): Instant? = FORMATS.firstNotNullOfOrNull { format ->
        try {
            Instant.from(format.parse(text))
        } catch (_: DateTimeException) {
            null // not this form
        }
    }

    private companion object {
        val LONGEST = 1.hours

        /** The form in use today, and the two older ones that HTTP still asks clients to understand. */
        val FORMATS by lazy {
            listOf(
                DateTimeFormatter.RFC_1123_DATE_TIME,
                DateTimeFormatterBuilder().appendPattern("EEEE, dd-MMM-")
                    .appendValueReduced(ChronoField.YEAR, 2, 2, 2000)
                    .appendPattern(" HH:mm:ss 'GMT'").toFormatter(Locale.US).withZone(ZoneOffset.UTC),
                DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US).withZone(ZoneOffset.UTC),
            )
        }
    }
}
