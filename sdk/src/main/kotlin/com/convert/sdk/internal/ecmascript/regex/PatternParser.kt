package com.convert.sdk.internal.ecmascript.regex

/**
 * Reads a pattern into a tree. Open groups are kept in a list of their own rather than on the thread's stack, and
 * [MAX_NESTING] bounds the depth of the tree for those who walk it.
 */
internal class PatternParser(pattern: String) {
    private class OpenGroup(val opening: Opening, val groupsBefore: Int, val looksBefore: Int) {
        val options = ArrayList<Node>()
        var parts = ArrayList<Node>()

        fun endOption() {
            options.add(Node.sequence(parts))
            parts = ArrayList()
        }

        fun body(): Node {
            endOption()
            return Node.choice(options)
        }
    }

    private enum class Opening(val isBehind: Boolean = false, val isNegative: Boolean = false) {
        PLAIN,
        CAPTURE,
        AHEAD,
        NOT_AHEAD(isNegative = true),
        BEHIND(isBehind = true),
        NOT_BEHIND(isBehind = true, isNegative = true),
    }

    private val reader = PatternReader(pattern)
    private val census = GroupCounter(pattern)
    private val escapes = EscapeReader(reader, census.hasNames)
    private val classes = ClassReader(reader, escapes)
    private val names = GroupNameReader(reader)
    private val quantifiers = QuantifierReader(reader)

    private val numbersByName = HashMap<String, Int>()
    private val namedReferences = ArrayList<Pair<Node.BackReference, String>>()
    private val openGroups = arrayListOf(OpenGroup(Opening.PLAIN, groupsBefore = 0, looksBefore = 0))
    private var groups = 0
    private var looks = 0

    /** Highest group number; groups count from 1. */
    val groupCount: Int get() = groups

    /** @throws InvalidPatternException where `new RegExp` throws, or where groups nest deeper than [MAX_NESTING]. */
    fun parse(): Node {
        if (census.groups > MAX_GROUPS) throw InvalidPatternException()
        while (!reader.isAtEnd) term()
        if (openGroups.size > 1) throw InvalidPatternException()
        for ((reference, name) in namedReferences) {
            reference.group = numbersByName[name] ?: throw InvalidPatternException()
        }
        return openGroups[0].body()
    }

    private fun term() {
        val groupsBefore = groups
        when (val unit = reader.next()) {
            '|' -> openGroups.last().endOption()
            '^' -> assertion(Node.Assertion.Kind.START)
            '$' -> assertion(Node.Assertion.Kind.END)
            '(' -> open()
            ')' -> close()
            '*', '+', '?' -> throw InvalidPatternException()
            '{' -> if (quantifiers.isBracedQuantifier()) throw InvalidPatternException() else atom(literal(unit))
            '.' -> atom(Node.CodeUnits(CharSet.NO_LINE_END))
            '[' -> atom(Node.CodeUnits(classes.set()))
            '\\' -> escape(groupsBefore)
            else -> atom(literal(unit))
        }
    }

    private fun assertion(kind: Node.Assertion.Kind) {
        openGroups.last().parts.add(Node.Assertion(kind))
    }

    private fun atom(node: Node, groupsBefore: Int = groups) {
        val bounds = quantifiers.quantifier()
        val quantified = if (bounds == null) node else Node.repeat(node, bounds, groupsBefore + 1..groups)
        openGroups.last().parts.add(quantified)
    }

    private fun literal(unit: Char): Node = Node.CodeUnits(CharSet.ignoringCase(unit))

    private fun escape(groupsBefore: Int) {
        when {
            reader.skip("b") -> assertion(Node.Assertion.Kind.WORD_EDGE)
            reader.skip("B") -> assertion(Node.Assertion.Kind.NO_WORD_EDGE)
            census.hasNames && reader.skip("k") -> atom(namedReference(), groupsBefore)
            else -> atom(numberedReference() ?: units())
        }
    }

    private fun units(): Node =
        escapes.classSet()?.let { Node.CodeUnits(it) } ?: literal(escapes.unit(isInClass = false))

    /** A number beyond the last group is no reference, and read again as an octal escape or a digit. */
    private fun numberedReference(): Node? {
        if (!reader.isDigitNext() || reader.isNext('0')) return null
        val start = reader.position
        val number = reader.decimal(tooLarge = Int.MAX_VALUE)
        if (number <= census.groups) return Node.BackReference(number)
        reader.position = start
        return null
    }

    private fun namedReference(): Node {
        if (!reader.skip("<")) throw InvalidPatternException()
        return Node.BackReference(0).also { namedReferences.add(it to names.name()) }
    }

    private fun open() {
        if (openGroups.size > MAX_NESTING) throw InvalidPatternException()
        val groupsBefore = groups
        val opening = opening()
        if (opening == Opening.CAPTURE) groups++
        openGroups.add(OpenGroup(opening, groupsBefore, looks))
    }

    private fun opening(): Opening = when {
        !reader.skip("?") -> Opening.CAPTURE
        reader.skip(":") -> Opening.PLAIN
        reader.skip("=") -> Opening.AHEAD
        reader.skip("!") -> Opening.NOT_AHEAD
        reader.skip("<=") -> Opening.BEHIND
        reader.skip("<!") -> Opening.NOT_BEHIND
        reader.skip("<") -> namedGroup()
        else -> throw InvalidPatternException()
    }

    private fun namedGroup(): Opening {
        if (numbersByName.put(names.name(), groups + 1) != null) throw InvalidPatternException()
        return Opening.CAPTURE
    }

    private fun close() {
        if (openGroups.size == 1) throw InvalidPatternException()
        val group = openGroups.removeAt(openGroups.lastIndex)
        val node = node(group)
        // Annex B lets a quantifier follow a lookahead but not a lookbehind.
        if (group.opening.isBehind) openGroups.last().parts.add(node) else atom(node, group.groupsBefore)
    }

    private fun node(group: OpenGroup): Node {
        val opening = group.opening
        return when {
            opening == Opening.PLAIN -> group.body()
            opening == Opening.CAPTURE -> Node.Capture(group.groupsBefore + 1, group.body())
            else -> Node.Lookaround(group.body(), opening.isBehind, opening.isNegative, group.looksBefore until looks++)
        }
    }

    companion object {
        const val MAX_NESTING: Int = 250

        /** Node's own limit. */
        private const val MAX_GROUPS = 0xFFFF
    }
}
