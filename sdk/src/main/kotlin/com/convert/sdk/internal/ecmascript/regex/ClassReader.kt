package com.convert.sdk.internal.ecmascript.regex

/** Reads a character class; the reader is behind its opening bracket. */
internal class ClassReader(private val reader: PatternReader, private val escapes: EscapeReader) {
    /** One member: a unit, or the set of a class escape. */
    private class Atom(val unit: Char, val set: CharSet?)

    private val setsByText = HashMap<String, CharSet>()

    fun set(): CharSet {
        val start = reader.position
        val isNegated = reader.skip("^")
        val members = CharSet.Builder()
        while (!reader.isNext(']')) member(members)
        reader.next()
        // A class that a pattern repeats is worked out once.
        return setsByText.getOrPut(reader.pattern.substring(start, reader.position)) {
            members.build().let { if (isNegated) it.inverted() else it }
        }
    }

    private fun member(members: CharSet.Builder) {
        val first = atom()
        if (!reader.isNext('-') || reader.isNext(']', ahead = 1)) return add(first, members)
        reader.next()
        val last = atom()
        if (first.set == null && last.set == null) return addRange(first.unit, last.unit, members)
        // A class escape bounds no range, so the dash stands for itself.
        add(first, members)
        members.add('-')
        add(last, members)
    }

    private fun addRange(first: Char, last: Char, members: CharSet.Builder) {
        if (first > last) throw InvalidPatternException()
        members.addIgnoringCase(first, last)
    }

    private fun add(atom: Atom, members: CharSet.Builder) {
        if (atom.set != null) members.add(atom.set) else members.addIgnoringCase(atom.unit, atom.unit)
    }

    private fun atom(): Atom {
        val unit = reader.next()
        if (unit != '\\') return Atom(unit, null)
        if (reader.skip("b")) return Atom('\b', null)
        escapes.classSet()?.let { return Atom(unit, it) }
        if (reader.isAtEnd) throw InvalidPatternException()
        return Atom(escapes.unit(isInClass = true), null)
    }
}
