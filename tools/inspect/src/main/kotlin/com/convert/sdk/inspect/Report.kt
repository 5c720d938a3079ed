package com.convert.sdk.inspect

import kotlinx.serialization.json.JsonObject

/**
 * The answer to one question about a configuration, for people and for programs. Immutable.
 *
 * Visitors are in it by reference only: the first 16 hexadecimal digits of the SHA-256 of their id.
 */
public interface Report {
    /** Whether there is something to act on; what that is depends on the question. */
    public val hasFindings: Boolean

    /** The whole answer as JSON. */
    public fun toJson(): JsonObject

    /** The answer as text of several lines, without a line break at the end. */
    public fun toText(style: TextStyle): String

    /** The answer as [toText] gives it, without colours. */
    public fun toText(): String = toText(TextStyle.PLAIN)
}

/** How text for people is marked up. */
public enum class TextStyle {
    /** Not at all. */
    PLAIN,

    /** With the ANSI sequences that terminals show as colours. */
    ANSI,
    ;

    internal fun good(text: String): String = marked(text, "32")

    internal fun bad(text: String): String = marked(text, "31")

    internal fun warning(text: String): String = marked(text, "33")

    internal fun faint(text: String): String = marked(text, "2")

    internal fun strong(text: String): String = marked(text, "1")

    private fun marked(text: String, code: String): String = if (this == ANSI) "\u001B[${code}m$text\u001B[0m" else text
}
