package com.convert.sdk.internal.config.reading

import java.util.BitSet

/** Says that a text is not strictly JSON; without a stack trace, because it never leaves the package. */
internal class NotStrictJson : Exception(null, null, false, false)

/**
 * Goes through a JSON document in UTF-8 once and notes where each value stands; what the values are is read by those
 * who need them. Takes what RFC 8259 has, with at most [TextCheck.MAX_DEPTH] levels of nesting, and control characters
 * within texts.
 *
 * All functions throw [NotStrictJson] at anything else. For one thread.
 */
internal class JsonScanner(private val text: ByteArray) {
    private val texts = SharedTexts(text)
    private val escaped = BitSet()
    private var places = IntArray(FEW_NODES * JsonIndex.STRIDE)
    private var nodes = 0
    private var at = 0
    private var depth = 0

    /** Reads the value that comes next. */
    fun value(): JsonNode {
        nodes = 0
        escaped.clear()
        scan()
        val noted = if (escaped.isEmpty) null else escaped.clone() as BitSet
        return JsonNode(JsonIndex(text, places.copyOf(nodes * JsonIndex.STRIDE), noted, texts), 0)
    }

    /** Calls [read] with the name of each member of the object that comes next; it has to read the member's value. */
    inline fun forEachMember(read: (name: String) -> Unit) = between(OBJECT, OBJECT_END) {
        val name = value().text ?: throw NotStrictJson()
        expect(COLON)
        read(name)
    }

    /** Calls [read] for each item of the list that comes next; it has to read the item. */
    inline fun forEachItem(read: () -> Unit) = between(LIST, LIST_END, read)

    fun isListNext(): Boolean = next() == LIST

    /** Makes sure that nothing comes any more. */
    fun expectEnd() {
        if (next() != END) throw NotStrictJson()
    }

    private fun scan() {
        val first = next()
        val node = nodes++
        if (places.size < nodes * JsonIndex.STRIDE) places = places.copyOf(places.size * 2)
        places[node * JsonIndex.STRIDE] = at
        when (first) {
            OBJECT -> between(OBJECT, OBJECT_END) { scanMember() }
            LIST -> between(LIST, LIST_END) { scan() }
            QUOTE -> scanText(node)
            else -> scanLiteral()
        }
        places[node * JsonIndex.STRIDE + 1] = at
        places[node * JsonIndex.STRIDE + 2] = nodes
    }

    private fun scanMember() {
        if (next() != QUOTE) throw NotStrictJson()
        scan()
        expect(COLON)
        scan()
    }

    // Below, what is gone through is counted in a local variable, which is twice as fast as a field.

    private fun scanText(node: Int) {
        var index = at + 1
        while (true) {
            when (byte(index)) {
                QUOTE -> break
                BACKSLASH -> {
                    escaped.set(node)
                    index = escapeEnd(index)
                }
                END -> throw NotStrictJson()
                else -> index++
            }
        }
        at = index + 1
    }

    /** Where the escape ends whose backslash is at [start]. */
    private fun escapeEnd(start: Int): Int = when (byte(start + 1).toChar()) {
        '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> start + 2
        'u' -> {
            val end = start + 2 + UNIT_DIGITS
            val isWhole = (start + 2 until end).all { Character.digit(byte(it).toChar(), HEXADECIMAL) >= 0 }
            if (isWhole) end else throw NotStrictJson()
        }
        else -> throw NotStrictJson()
    }

    private fun scanLiteral() {
        var index = at
        while (!endsLiteral(byte(index))) index++
        if (!isJsonLiteral(text, at, index)) throw NotStrictJson()
        at = index
    }

    private fun endsLiteral(byte: Int) = when (byte) {
        COMMA, OBJECT_END, LIST_END, SPACE, LINE_FEED, RETURN, TAB, END -> true
        else -> false
    }

    private inline fun between(open: Int, close: Int, read: () -> Unit) {
        expect(open)
        if (++depth > TextCheck.MAX_DEPTH) throw NotStrictJson()
        if (next() != close) {
            read()
            while (next() == COMMA) {
                at++
                read()
            }
        }
        expect(close)
        depth--
    }

    private fun expect(byte: Int) {
        if (next() != byte) throw NotStrictJson()
        at++
    }

    /** The first byte that is no space. */
    private fun next(): Int {
        var index = at
        var byte = byte(index)
        while (byte == SPACE || byte == LINE_FEED || byte == RETURN || byte == TAB) byte = byte(++index)
        at = index
        return byte
    }

    private fun byte(at: Int): Int = if (at < text.size) text[at].toInt() else END

    companion object {
        /** Bytes are from -128 to 127. */
        private const val END = Int.MIN_VALUE
        private const val OBJECT = '{'.code
        private const val OBJECT_END = '}'.code
        private const val LIST = '['.code
        private const val LIST_END = ']'.code
        private const val QUOTE = '"'.code
        private const val BACKSLASH = '\\'.code
        private const val COLON = ':'.code
        private const val COMMA = ','.code
        private const val SPACE = ' '.code
        private const val LINE_FEED = '\n'.code
        private const val RETURN = '\r'.code
        private const val TAB = '\t'.code
        private const val UNIT_DIGITS = 4
        private const val HEXADECIMAL = 16
        private const val FEW_NODES = 64
    }
}
