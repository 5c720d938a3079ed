package com.convert.sdk.parity

import kotlinx.coroutines.runBlocking
import java.io.BufferedReader
import java.io.PrintStream
import kotlin.system.exitProcess

/** Answers conformance cases from standard input on standard output; see `docs/conformance.md`. */
fun main() {
    val output = PrintStream(System.out.buffered(), false, Charsets.UTF_8)
    val problem = runBlocking { answerAll(System.`in`.bufferedReader(), output) }
    output.flush()
    if (problem != null) {
        System.err.println(problem)
        exitProcess(2)
    }
}

/** Answers line by line; gives what is wrong with the first bad line, or `null` at the end of input. */
internal suspend fun answerAll(input: BufferedReader, output: Appendable): String? {
    val conformance = Conformance()
    for ((index, line) in input.lineSequence().withIndex()) {
        if (line.isBlank()) continue
        val answer = try {
            conformance.answer(line)
        } catch (e: BadLineException) {
            return "line ${index + 1}: ${e.message}"
        }
        if (answer != null) output.append(escapeLoneSurrogates(answer)).append('\n')
    }
    return null
}

/** UTF-8 has no form for half a surrogate pair; JSON has an escape. */
internal fun escapeLoneSurrogates(json: String): String {
    if (json.none(Char::isSurrogate)) return json
    return buildString(json.length) {
        for ((index, char) in json.withIndex()) {
            val paired = when {
                char.isHighSurrogate() -> json.getOrNull(index + 1)?.isLowSurrogate() ?: false
                char.isLowSurrogate() -> json.getOrNull(index - 1)?.isHighSurrogate() ?: false
                else -> true
            }
            if (paired) append(char) else append("\\u").append(char.code.toString(16))
        }
    }
}
