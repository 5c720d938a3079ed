package com.convert.sdk.internal.evaluation.rules

import com.convert.sdk.internal.ecmascript.plainValue

/**
 * An audience's, location's or segment's rules, compiled once: any of the blocks, each of which needs all of its
 * groups, each of which needs any of its items.
 */
internal class RuleTree private constructor(
    private val blocks: Array<Block>,
    /** The first mutual-exclusion item in tree order; where there is one, it alone decides. */
    val exclusion: ExclusionRule?,
) {
    /** Whether a visitor with [data] meets the rules. Total: what JavaScript would throw on does not match. */
    fun matches(data: Map<String, Any?>, warnings: EvaluationWarnings): Boolean {
        // The JavaScript SDK takes such data for an object with a method for each rule type, and looks no key up in it.
        val isCustomInterface = plainValue(data["name"]) == "RuleData"
        for (block in blocks) {
            val outcome = block.outcome(data, isCustomInterface, warnings)
            if (outcome != RuleOutcome.NO_MATCH) return outcome == RuleOutcome.MATCH
        }
        return false
    }

    companion object {
        /** Compiles a plain-value tree. Whatever is malformed in it compiles to something that never matches. */
        fun compile(rules: Any?): RuleTree {
            val compiler = RuleCompiler()
            val blocks = compiler.blocks(rules)
            return RuleTree(blocks, compiler.exclusion)
        }
    }
}

/** [BROKEN] is where JavaScript throws out of the whole evaluation: nothing after it is looked at. */
internal enum class RuleOutcome { MATCH, NO_MATCH, BROKEN }

/** Compiles one tree, level by level, and remembers the first mutual-exclusion item it comes by. */
private class RuleCompiler {
    var exclusion: ExclusionRule? = null
        private set

    fun blocks(rules: Any?): Array<Block> = children(rules, "OR", ::block)

    private fun block(node: Any?): Block =
        Block(children(node, "AND", ::group), if (node == null) RuleOutcome.BROKEN else RuleOutcome.NO_MATCH)

    private fun group(node: Any?): Group =
        Group(children(node, "OR_WHEN", ::item), if (node == null) RuleOutcome.BROKEN else RuleOutcome.NO_MATCH)

    private fun item(node: Any?): RuleItem {
        if (exclusion == null) exclusion = ExclusionRule.of(node)
        return RuleItem.compile(node)
    }

    /** What [compile] makes of the nodes below [node], whose list is called [level] there. */
    private inline fun <reified T> children(node: Any?, level: String, compile: (Any?) -> T): Array<T> {
        val nodes = (node as? Map<*, *>)?.get(level) as? List<*> ?: return emptyArray()
        return Array(nodes.size) { compile(nodes[it]) }
    }
}

/** Needs all of its groups; without any it is [whenEmpty]. */
private class Block(private val groups: Array<Group>, private val whenEmpty: RuleOutcome) {
    fun outcome(data: Map<String, Any?>, isCustomInterface: Boolean, warnings: EvaluationWarnings): RuleOutcome {
        if (groups.isEmpty()) return whenEmpty
        for (group in groups) {
            val outcome = group.outcome(data, isCustomInterface, warnings)
            if (outcome != RuleOutcome.MATCH) return outcome
        }
        return RuleOutcome.MATCH
    }
}

/** Needs any of its items; without any it is [whenEmpty]. */
private class Group(private val items: Array<RuleItem>, private val whenEmpty: RuleOutcome) {
    fun outcome(data: Map<String, Any?>, isCustomInterface: Boolean, warnings: EvaluationWarnings): RuleOutcome {
        for (item in items) {
            val outcome = item.outcome(data, isCustomInterface, warnings)
            if (outcome != RuleOutcome.NO_MATCH) return outcome
        }
        return whenEmpty
    }
}
