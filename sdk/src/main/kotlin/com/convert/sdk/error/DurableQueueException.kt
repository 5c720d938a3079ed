package com.convert.sdk.error

import org.jspecify.annotations.NullMarked

/**
 * The durable queue cannot be used: another process or SDK instance has it, the disk does not let it be read or
 * written, or the file is not a journal of this SDK, or one of a later version. The message names the file and says
 * which. Nothing in the file was changed.
 */
@NullMarked
public class DurableQueueException internal constructor(message: String, cause: Throwable? = null) :
    ConfigException(message, code = "durable_queue_unavailable", cause = cause)
