package com.convert.sdk.internal.tracking

import org.slf4j.Marker
import org.slf4j.event.Level
import org.slf4j.helpers.LegacyAbstractLogger
import org.slf4j.helpers.MessageFormatter
import java.util.concurrent.CopyOnWriteArrayList

/** Keeps what was logged at info and above, as `LEVEL text`. */
internal class RecordingLogger : LegacyAbstractLogger() {
    val lines = CopyOnWriteArrayList<String>()

    val warnings: List<String> get() = lines.filter { it.startsWith("WARN ") }

    override fun handleNormalizedLoggingCall(
        level: Level,
        marker: Marker?,
        messagePattern: String?,
        arguments: Array<out Any?>?,
        throwable: Throwable?,
    ) {
        val text = MessageFormatter.basicArrayFormat(messagePattern, arguments)
        if (level.toInt() >= Level.INFO.toInt()) lines.add("$level $text")
    }

    override fun getFullyQualifiedCallerName(): String? = null

    override fun isTraceEnabled(): Boolean = true

    override fun isDebugEnabled(): Boolean = true

    override fun isInfoEnabled(): Boolean = true

    override fun isWarnEnabled(): Boolean = true

    override fun isErrorEnabled(): Boolean = true

    private companion object {
        const val serialVersionUID = 1L
    }
}
