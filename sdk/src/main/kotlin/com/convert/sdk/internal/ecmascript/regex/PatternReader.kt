package com.convert.sdk.internal.ecmascript.regex

/** Ends the reading of a pattern that `new RegExp` would refuse. It carries no text, for patterns are never logged. */
internal class InvalidPatternException : Exception(null, null, false, false)

/** A position in a pattern. Beyond the end every look-ahead answers [END], which no pattern contains. */
internal class PatternReader(val pattern: String) {
    var position: Int = 0

    val isAtEnd: Boolean get() = position >= pattern.length

    /** The code unit [ahead] of the position, or [END]. */
    fun peek(ahead: Int = 0): Int {
        val index = position + ahead
        return if (index < pattern.length) pattern[index].code else END
    }

    fun isNext(unit: Char, ahead: Int = 0): Boolean = peek(ahead) == unit.code

    fun next(): Char {
        if (isAtEnd) throw InvalidPatternException()
        return pattern[position++]
    }

    /** Steps over [text] if it comes next. */
    fun skip(text: String): Boolean {
        val isThere = pattern.startsWith(text, position)
        if (isThere) position += text.length
        return isThere
    }

    fun isDigitNext(ahead: Int = 0): Boolean = peek(ahead) in '0'.code..'9'.code

    /** Steps over decimal digits and gives their value, or [tooLarge] where it is larger than that. */
    fun decimal(tooLarge: Int): Int {
        var value = 0L
        while (isDigitNext()) value = minOf(value * DECIMAL + (next() - '0'), tooLarge.toLong())
        return value.toInt()
    }

    /** Steps over exactly [count] hexadecimal digits; without them stays where it is and gives null. */
    fun hexadecimal(count: Int): Int? {
        var value = 0
        for (ahead in 0 until count) {
            val digit = hexadecimalDigit(peek(ahead)) ?: return null
            value = value * HEXADECIMAL + digit
        }
        position += count
        return value
    }

    companion object {
        const val END: Int = -1
        private const val DECIMAL = 10
        private const val HEXADECIMAL = 16

        fun hexadecimalDigit(unit: Int): Int? = when (unit) {
            in '0'.code..'9'.code -> unit - '0'.code
            in 'a'.code..'f'.code -> unit - 'a'.code + DECIMAL
            in 'A'.code..'F'.code -> unit - 'A'.code + DECIMAL
            else -> null
        }
    }
}
