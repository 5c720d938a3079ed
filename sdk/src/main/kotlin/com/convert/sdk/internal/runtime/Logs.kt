package com.convert.sdk.internal.runtime

import org.slf4j.Logger
import org.slf4j.LoggerFactory

/** The SDK's loggers. Their names are stable; a logger of the user's takes the place of all of them. */
internal class Logs(custom: Logger?) {
    val config: Logger = custom ?: LoggerFactory.getLogger("com.convert.sdk.config")
    val evaluation: Logger = custom ?: LoggerFactory.getLogger("com.convert.sdk.evaluation")
    val events: Logger = custom ?: LoggerFactory.getLogger("com.convert.sdk.events")
    val store: Logger = custom ?: LoggerFactory.getLogger("com.convert.sdk.store")
    val tracking: Logger = custom ?: LoggerFactory.getLogger("com.convert.sdk.tracking")
}
