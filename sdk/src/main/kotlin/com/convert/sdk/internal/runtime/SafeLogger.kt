package com.convert.sdk.internal.runtime

import org.slf4j.Logger

/** [delegate], whose failures cost a log line and nothing else: an appender may throw when its disk is full. */
internal class SafeLogger(private val delegate: Logger) : Logger by delegate {
    override fun trace(message: String?) = safely { delegate.trace(message) }

    override fun trace(format: String?, argument: Any?) = safely { delegate.trace(format, argument) }

    override fun trace(format: String?, first: Any?, second: Any?) = safely { delegate.trace(format, first, second) }

    override fun trace(format: String?, vararg arguments: Any?) = safely { delegate.trace(format, *arguments) }

    override fun trace(message: String?, failure: Throwable?) = safely { delegate.trace(message, failure) }

    override fun debug(message: String?) = safely { delegate.debug(message) }

    override fun debug(format: String?, argument: Any?) = safely { delegate.debug(format, argument) }

    override fun debug(format: String?, first: Any?, second: Any?) = safely { delegate.debug(format, first, second) }

    override fun debug(format: String?, vararg arguments: Any?) = safely { delegate.debug(format, *arguments) }

    override fun debug(message: String?, failure: Throwable?) = safely { delegate.debug(message, failure) }

    override fun info(message: String?) = safely { delegate.info(message) }

    override fun info(format: String?, argument: Any?) = safely { delegate.info(format, argument) }

    override fun info(format: String?, first: Any?, second: Any?) = safely { delegate.info(format, first, second) }

    override fun info(format: String?, vararg arguments: Any?) = safely { delegate.info(format, *arguments) }

    override fun info(message: String?, failure: Throwable?) = safely { delegate.info(message, failure) }

    override fun warn(message: String?) = safely { delegate.warn(message) }

    override fun warn(format: String?, argument: Any?) = safely { delegate.warn(format, argument) }

    override fun warn(format: String?, first: Any?, second: Any?) = safely { delegate.warn(format, first, second) }

    override fun warn(format: String?, vararg arguments: Any?) = safely { delegate.warn(format, *arguments) }

    override fun warn(message: String?, failure: Throwable?) = safely { delegate.warn(message, failure) }

    override fun error(message: String?) = safely { delegate.error(message) }

    override fun error(format: String?, argument: Any?) = safely { delegate.error(format, argument) }

    override fun error(format: String?, first: Any?, second: Any?) = safely { delegate.error(format, first, second) }

    override fun error(format: String?, vararg arguments: Any?) = safely { delegate.error(format, *arguments) }

    override fun error(message: String?, failure: Throwable?) = safely { delegate.error(message, failure) }

    override fun isTraceEnabled(): Boolean = asks { delegate.isTraceEnabled }

    override fun isDebugEnabled(): Boolean = asks { delegate.isDebugEnabled }

    override fun isInfoEnabled(): Boolean = asks { delegate.isInfoEnabled }

    override fun isWarnEnabled(): Boolean = asks { delegate.isWarnEnabled }

    override fun isErrorEnabled(): Boolean = asks { delegate.isErrorEnabled }

    private inline fun safely(log: () -> Unit) {
        try {
            log()
        } catch (_: Throwable) {
            // There is nowhere to report it.
        }
    }

    // A logger that cannot say is asked for nothing more.
    private inline fun asks(isEnabled: () -> Boolean): Boolean = try {
        isEnabled()
    } catch (_: Throwable) {
        false
    }
}
