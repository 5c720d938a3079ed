package com.convert.sdk

import com.convert.sdk.error.InvalidConfigException
import java.nio.file.Files
import java.nio.file.Path

internal inline fun requireSetting(setting: String, holds: Boolean, expected: () -> String) {
    if (!holds) throw InvalidConfigException(setting, expected())
}

/** A line break at the end of a key often comes from reading it from a file, and makes it another key. */
internal fun requireTrimmed(setting: String, text: String?) =
    requireSetting(setting, text == null || text.trim() == text) {
        "text without white space or a line break around it; trim what was read from a file or a variable"
    }

/** Without the folder, what belongs into the file would be lost, and only the log would say so. */
internal fun requireFolder(setting: String, file: Path) {
    val folder = file.toAbsolutePath().parent
    requireSetting(setting, folder != null && Files.isDirectory(folder)) {
        "a file in a folder that exists, was $file; create the folder ${folder ?: file} first"
    }
    requireSetting(setting, !Files.isDirectory(file)) { "a file, was the folder $file; add a file name" }
}
