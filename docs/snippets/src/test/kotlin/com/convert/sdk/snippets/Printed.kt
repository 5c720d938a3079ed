package com.convert.sdk.snippets

import java.io.ByteArrayOutputStream
import java.io.PrintStream

/** What [block] prints. Specs run one after the other, so nobody else prints meanwhile. */
internal suspend fun printed(block: suspend () -> Unit): String {
    val before = System.out
    val caught = ByteArrayOutputStream()
    System.setOut(PrintStream(caught, true))
    try {
        block()
    } finally {
        System.setOut(before)
    }
    return caught.toString(Charsets.UTF_8)
}
