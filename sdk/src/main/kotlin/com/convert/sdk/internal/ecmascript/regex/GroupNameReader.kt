package com.convert.sdk.internal.ecmascript.regex

/**
 * Reads the name of a group up to and with its closing angle bracket; the reader is behind the opening one. As in Node,
 * an escaped bracket closes the name too.
 */
internal class GroupNameReader(private val reader: PatternReader) {
    fun name(): String {
        val name = StringBuilder()
        while (true) {
            val point = codePoint()
            if (point == '>'.code) break
            val isAllowed = if (name.isEmpty()) isStart(point) else isPart(point)
            if (!isAllowed) throw InvalidPatternException()
            name.appendCodePoint(point)
        }
        if (name.isEmpty()) throw InvalidPatternException()
        return name.toString()
    }

    private fun codePoint(): Int {
        val unit = reader.next()
        if (unit == '\\') return if (reader.skip("u")) escaped() else throw InvalidPatternException()
        val next = reader.peek()
        if (!unit.isHighSurrogate() || next == PatternReader.END || !next.toChar().isLowSurrogate()) return unit.code
        return Character.toCodePoint(unit, reader.next())
    }

    private fun escaped(): Int {
        if (reader.skip("{")) return braced()
        val unit = reader.hexadecimal(UNIT_DIGITS)?.toChar() ?: throw InvalidPatternException()
        val afterFirst = reader.position
        if (unit.isHighSurrogate() && reader.skip("\\u")) {
            val low = reader.hexadecimal(UNIT_DIGITS)?.toChar()
            if (low != null && low.isLowSurrogate()) return Character.toCodePoint(unit, low)
            reader.position = afterFirst
        }
        return unit.code
    }

    private fun braced(): Int {
        var value = 0
        var digits = 0
        while (!reader.isNext('}')) {
            val digit = PatternReader.hexadecimalDigit(reader.peek()) ?: throw InvalidPatternException()
            value = (value shl HEXADECIMAL_BITS) + digit
            if (value > Character.MAX_CODE_POINT) throw InvalidPatternException()
            reader.next()
            digits++
        }
        reader.next()
        return if (digits > 0) value else throw InvalidPatternException()
    }

    private fun isStart(point: Int): Boolean =
        point == '$'.code || point == '_'.code || IdentifierTable.isStart(point)

    private fun isPart(point: Int): Boolean =
        point == '$'.code || point in JOINERS || IdentifierTable.isPart(point)

    private companion object {
        const val UNIT_DIGITS = 4
        const val HEXADECIMAL_BITS = 4

        /** The zero-width joiner and non-joiner. */
        val JOINERS = 0x200C..0x200D
    }
}
