package com.convert.sdk.internal.runtime

import org.slf4j.Logger
import org.slf4j.LoggerFactory

/**
 * The SDK's loggers. Their names are stable; a logger from the settings replaces all of them.
 *
 * They are looked up when there is something to say: a process's first look-up searches the whole class path.
 */
internal class Logs(private val custom: Logger?) {
    val config: Logger get() = named("com.convert.sdk.config")
    val evaluation: Logger get() = named("com.convert.sdk.evaluation")
    val events: Logger get() = named("com.convert.sdk.events")
    val store: Logger get() = named("com.convert.sdk.store")
    val tracking: Logger get() = named("com.convert.sdk.tracking")

    private fun named(name: String): Logger = SafeLogger(custom ?: LoggerFactory.getLogger(name))
}
