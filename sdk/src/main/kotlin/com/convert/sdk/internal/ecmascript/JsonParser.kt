package com.convert.sdk.internal.ecmascript

/** Thrown by [parseJson]; without a stack trace or message, because it never leaves the package. */
internal class JsonSyntaxException : Exception(null, null, false, false)

/**
 * JavaScript's `JSON.parse`: strict JSON and nothing else, any depth, the last of equal keys wins. An integer that fits
 * is a Long, any other number a Double.
 *
 * @throws JsonSyntaxException when [text] is not JSON.
 */
internal fun parseJson(text: String): Any? = JsonReader(text).read()

private class JsonReader(private val text: String) {
    private var at = 0

    // Containers still open, outermost first; `keys` holds the member being read of each open object.
    private val open = ArrayDeque<Any>()
    private val keys = ArrayDeque<String>()

    fun read(): Any? {
        while (true) {
            val value = value()
            if (value !== Opened && close(value)) return finished
        }
    }

    private var finished: Any? = null

    /** A scalar or an empty container; [Opened] when a container with something in it begins. */
    private fun value(): Any? = when (peek()) {
        '{' -> openObject()
        '[' -> openArray()
        '"' -> string()
        't' -> literal("true", true)
        'f' -> literal("false", false)
        'n' -> literal("null", null)
        else -> number()
    }

    private fun openObject(): Any {
        at++
        val members = LinkedHashMap<String, Any?>()
        if (taken('}')) return members
        open.addLast(members)
        keys.addLast(key())
        return Opened
    }

    private fun openArray(): Any {
        at++
        val items = ArrayList<Any?>()
        if (taken(']')) return items
        open.addLast(items)
        return Opened
    }

    /** Puts [value] where it belongs and closes what ends after it; true when the whole text is read. */
    private fun close(value: Any?): Boolean {
        var done = value
        while (open.isNotEmpty()) {
            if (put(done)) return false
            done = open.removeLast()
        }
        finished = done
        skipSpace()
        if (at < text.length) throw JsonSyntaxException()
        return true
    }

    /** True when another value follows in the innermost container. */
    @Suppress("UNCHECKED_CAST") // only openObject and openArray fill the stack
    private fun put(value: Any?): Boolean {
        val container = open.last()
        if (container is ArrayList<*>) {
            (container as ArrayList<Any?>).add(value)
            return taken(',') || !expect(']')
        }
        (container as LinkedHashMap<String, Any?>)[keys.removeLast()] = value
        if (!taken(',')) return !expect('}')
        keys.addLast(key())
        return true
    }

    private fun key(): String {
        if (peek() != '"') throw JsonSyntaxException()
        val name = string()
        expect(':')
        return name
    }

    private fun string(): String {
        val start = ++at
        while (current() != '"') {
            if (current() == '\\') return escapedString(start)
            if (text[at++] < ' ') throw JsonSyntaxException()
        }
        return text.substring(start, at++)
    }

    private fun escapedString(start: Int): String {
        val result = StringBuilder().append(text, start, at)
        while (current() != '"') {
            val char = text[at++]
            if (char < ' ') throw JsonSyntaxException()
            result.append(if (char == '\\') escape() else char)
        }
        at++
        return result.toString()
    }

    private fun escape(): Char {
        val char = current()
        at++
        return when (char) {
            '"', '\\', '/' -> char
            'b' -> '\b'
            'f' -> '\u000C'
            'n' -> '\n'
            'r' -> '\r'
            't' -> '\t'
            'u' -> codeUnit()
            else -> throw JsonSyntaxException()
        }
    }

    private fun codeUnit(): Char {
        if (at + UNIT_DIGITS > text.length) throw JsonSyntaxException()
        val digits = text.substring(at, at + UNIT_DIGITS)
        if (!digits.all { it in '0'..'9' || it in 'a'..'f' || it in 'A'..'F' }) throw JsonSyntaxException()
        at += UNIT_DIGITS
        return digits.toInt(HEXADECIMAL).toChar()
    }

    private fun number(): Any {
        val start = at
        if (current() == '-') at++
        if (current() == '0') at++ else digits()
        val integral = at
        if (at < text.length && text[at] == '.') {
            at++
            digits()
        }
        exponent()
        val literal = text.substring(start, at)
        return (if (at == integral) literal.toLongOrNull() else null) ?: literal.toDouble()
    }

    private fun exponent() {
        if (at == text.length || (text[at] != 'e' && text[at] != 'E')) return
        at++
        if (current() == '+' || current() == '-') at++
        digits()
    }

    private fun digits() {
        if (current() !in '0'..'9') throw JsonSyntaxException()
        while (at < text.length && text[at] in '0'..'9') at++
    }

    private fun literal(word: String, value: Any?): Any? {
        if (!text.startsWith(word, at)) throw JsonSyntaxException()
        at += word.length
        return value
    }

    private fun expect(char: Char): Boolean = taken(char) || throw JsonSyntaxException()

    private fun taken(char: Char): Boolean {
        skipSpace()
        val here = at < text.length && text[at] == char
        if (here) at++
        return here
    }

    private fun peek(): Char {
        skipSpace()
        return current()
    }

    private fun current(): Char = if (at < text.length) text[at] else throw JsonSyntaxException()

    private fun skipSpace() {
        while (at < text.length && text[at] in JSON_SPACE) at++
    }
}

private object Opened

private const val JSON_SPACE = " \t\n\r"
private const val UNIT_DIGITS = 4
private const val HEXADECIMAL = 16
