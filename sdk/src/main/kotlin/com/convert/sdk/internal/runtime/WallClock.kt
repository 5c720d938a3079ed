package com.convert.sdk.internal.runtime

import java.nio.file.attribute.FileTime
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds

/** The wall clock, for people to read: it may have been set meanwhile, so nothing depends on it. */
internal fun timeSince(time: FileTime): Duration =
    (System.currentTimeMillis() - time.toMillis()).coerceAtLeast(0).milliseconds
