package com.convert.sdk.internal.ecmascript.regex

import com.convert.sdk.internal.ecmascript.regex.Node.Bounds

/** Reads quantifiers. Braces that hold no complete quantifier are ordinary units. */
internal class QuantifierReader(private val reader: PatternReader) {
    /** The quantifier that comes next, or null. */
    fun quantifier(): Bounds? {
        val (min, max) = range() ?: return null
        if (min > max) throw InvalidPatternException()
        return Bounds(min, max, isGreedy = !reader.skip("?"))
    }

    /** Whether the opening brace just read starts a complete quantifier; the position stays behind that brace. */
    fun isBracedQuantifier(): Boolean {
        val start = reader.position
        return (braced() != null).also { reader.position = start }
    }

    private fun range(): Pair<Int, Int>? = when {
        reader.skip("*") -> 0 to Bounds.UNLIMITED
        reader.skip("+") -> 1 to Bounds.UNLIMITED
        reader.skip("?") -> 0 to 1
        reader.isNext('{') -> reader.position.let { start ->
            reader.next()
            braced().also { if (it == null) reader.position = start }
        }
        else -> null
    }

    private fun braced(): Pair<Int, Int>? {
        if (!reader.isDigitNext()) return null
        val min = reader.decimal(Bounds.UNLIMITED)
        if (reader.skip("}")) return min to min
        if (!reader.skip(",")) return null
        if (reader.skip("}")) return min to Bounds.UNLIMITED
        if (!reader.isDigitNext()) return null
        val max = reader.decimal(Bounds.UNLIMITED)
        return if (reader.skip("}")) min to max else null
    }
}
