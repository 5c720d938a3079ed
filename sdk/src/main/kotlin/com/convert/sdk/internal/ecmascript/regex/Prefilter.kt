package com.convert.sdk.internal.ecmascript.regex

/**
 * What can be said about the beginning of every match, to skip positions where none can begin.
 *
 * @property isAnchored a match can only begin at the start of the input
 * @property units the units a match can begin with, or null where a match may be empty or begin with any
 */
internal class Prefilter(root: Node) {
    val isAnchored: Boolean = isAnchored(root)
    val units: CharSet? = CharSet.Builder().let { if (collect(root, it)) null else it.build() }

    private fun isAnchored(node: Node): Boolean = when (node) {
        is Node.Assertion -> node.kind == Node.Assertion.Kind.START
        is Node.Capture -> isAnchored(node.body)
        is Node.Choice -> node.options.all { isAnchored(it) }
        is Node.Sequence -> node.parts.any { isAnchored(it) }
        is Node.Repeat -> node.bounds.min > 0 && isAnchored(node.body)
        else -> false
    }

    /** Adds the first units of [node] and tells whether it may also be passed without a unit known here. */
    private fun collect(node: Node, units: CharSet.Builder): Boolean = when (node) {
        is Node.CodeUnits -> false.also { units.add(node.set) }
        is Node.Capture -> collect(node.body, units)
        is Node.Choice -> node.options.map { collect(it, units) }.any { it }
        is Node.Sequence -> node.parts.all { collect(it, units) }
        is Node.Repeat -> collect(node.body, units) || node.bounds.min == 0
        // A lookahead before it may have captured anything.
        is Node.BackReference -> true.also { units.add(Char.MIN_VALUE, Char.MAX_VALUE) }
        is Node.Assertion, is Node.Lookaround, Node.Empty -> true
    }
}
