package com.convert.sdk.internal.ecmascript.regex

/**
 * Reads what follows a backslash where it stands for one code unit, with the leniency of ECMAScript's Annex B: what is
 * no complete escape stands for itself, and octal escapes are read as far as they go.
 */
internal class EscapeReader(private val reader: PatternReader, private val hasNamedGroups: Boolean) {
    /** The unit that an escape stands for; the reader is behind the backslash. */
    fun unit(isInClass: Boolean): Char {
        val first = reader.peek()
        if (first == 'c'.code) return controlLetter(isInClass)
        if (first in '0'.code..'7'.code) return octal()
        return when (val unit = reader.next()) {
            'f' -> '\u000C'
            'n' -> '\n'
            'r' -> '\r'
            't' -> '\t'
            'v' -> '\u000B'
            'x' -> reader.hexadecimal(2)?.toChar() ?: unit
            'u' -> reader.hexadecimal(UNIT_DIGITS)?.toChar() ?: unit
            'k' -> if (hasNamedGroups) throw InvalidPatternException() else unit
            else -> unit
        }
    }

    /** The set of a class escape such as `\d`, or null if the next unit starts none. */
    fun classSet(): CharSet? {
        val set = when (reader.peek()) {
            'd'.code -> CharSet.DIGIT
            'D'.code -> CharSet.NOT_DIGIT
            's'.code -> CharSet.SPACE
            'S'.code -> CharSet.NOT_SPACE
            'w'.code -> CharSet.WORD_UNIT
            'W'.code -> CharSet.NOT_WORD_UNIT
            else -> return null
        }
        reader.next()
        return set
    }

    /** Without a letter behind `\c` the backslash stands for itself, and the `c` is read again on its own. */
    private fun controlLetter(isInClass: Boolean): Char {
        val control = reader.peek(1)
        val isLetter = control in 'a'.code..'z'.code || control in 'A'.code..'Z'.code
        val isOtherInClass = isInClass && (control in '0'.code..'9'.code || control == '_'.code)
        if (!isLetter && !isOtherInClass) return '\\'
        reader.position += 2
        return (control and CONTROL_MASK).toChar()
    }

    /** Up to three octal digits, as long as the value stays below 256. */
    private fun octal(): Char {
        var value = 0
        var digits = 0
        while (reader.peek() in '0'.code..'7'.code && digits < OCTAL_DIGITS && value < OCTAL_THIRD_DIGIT_BOUND) {
            value = value * OCTAL + (reader.next() - '0')
            digits++
        }
        return value.toChar()
    }

    private companion object {
        const val UNIT_DIGITS = 4
        const val CONTROL_MASK = 0x1F
        const val OCTAL = 8
        const val OCTAL_DIGITS = 3
        const val OCTAL_THIRD_DIGIT_BOUND = 32
    }
}
