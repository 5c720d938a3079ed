package com.convert.sdk.internal.tracking.journal

import com.convert.sdk.error.DurableQueueException
import java.io.IOException
import java.nio.file.AccessDeniedException
import java.nio.file.FileSystemException
import java.nio.file.NoSuchFileException
import java.nio.file.Path

/** For a log line or an exception that names the file itself. */
internal fun Throwable.journalReason(): String = when (this) {
    is NoSuchFileException -> "no such file or folder"
    is AccessDeniedException -> "access denied"
    is FileSystemException -> reason ?: javaClass.simpleName
    else -> message?.takeIf { javaClass == IOException::class.java } ?: javaClass.simpleName
}

/** Says of [journal] what is [wrong]. */
internal fun unusable(journal: Path, wrong: String, cause: IOException? = null): DurableQueueException {
    val reason = cause?.let { ": ${it.journalReason()}" }.orEmpty()
    return DurableQueueException("the durable queue's journal $journal $wrong$reason", cause)
}
