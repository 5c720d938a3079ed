package com.convert.sdk.internal.ecmascript.regex

/**
 * The tree of a pattern. What the compilers need to know about a subtree is worked out when its node is made, so that
 * no question about the tree walks it again.
 */
internal sealed class Node {
    /** Never takes a code unit. */
    open val isZeroWidth: Boolean get() = false

    /** May take no code unit under some circumstances. */
    open val isNullable: Boolean get() = isZeroWidth

    /** Matches the empty string at any position of any input. */
    open val isSkippable: Boolean get() = false

    open val hasBackReference: Boolean get() = false

    /** Instructions of a program in which every counted loop is written out. */
    open val unrolledSize: Long get() = 1

    object Empty : Node() {
        override val isZeroWidth: Boolean get() = true
        override val isSkippable: Boolean get() = true
        override val unrolledSize: Long get() = 0
    }

    class CodeUnits(val set: CharSet) : Node()

    class Assertion(val kind: Kind) : Node() {
        override val isZeroWidth: Boolean get() = true

        enum class Kind { START, END, WORD_EDGE, NO_WORD_EDGE }
    }

    /** [group] is known once the whole pattern is read, for a reference may precede its named group. */
    class BackReference(var group: Int) : Node() {
        override val isNullable: Boolean get() = true
        override val hasBackReference: Boolean get() = true
    }

    class Capture(val group: Int, val body: Node) : Node() {
        override val isZeroWidth: Boolean = body.isZeroWidth
        override val isNullable: Boolean = body.isNullable
        override val isSkippable: Boolean = body.isSkippable
        override val hasBackReference: Boolean = body.hasBackReference
        override val unrolledSize: Long = body.unrolledSize
    }

    /** Lookarounds are numbered in the order in which they close; [inner] are the numbers of those within this one. */
    class Lookaround(val body: Node, val isBehind: Boolean, val isNegative: Boolean, val inner: IntRange) : Node() {
        val number: Int get() = inner.last + 1

        override val isZeroWidth: Boolean get() = true
        override val hasBackReference: Boolean = body.hasBackReference
        override val unrolledSize: Long = body.unrolledSize + 1
    }

    class Sequence(val parts: List<Node>) : Node() {
        override val isZeroWidth: Boolean = parts.all { it.isZeroWidth }
        override val isNullable: Boolean = parts.all { it.isNullable }
        override val isSkippable: Boolean = parts.all { it.isSkippable }
        override val hasBackReference: Boolean = parts.any { it.hasBackReference }
        override val unrolledSize: Long = bounded(parts.sumOf { it.unrolledSize })
    }

    class Choice(val options: List<Node>) : Node() {
        override val isZeroWidth: Boolean = options.all { it.isZeroWidth }
        override val isNullable: Boolean = options.any { it.isNullable }
        override val isSkippable: Boolean = options.any { it.isSkippable }
        override val hasBackReference: Boolean = options.any { it.hasBackReference }
        override val unrolledSize: Long = bounded(options.sumOf { it.unrolledSize + 2 })
    }

    class Repeat(val body: Node, val bounds: Bounds, val groups: IntRange) : Node() {
        override val isNullable: Boolean = bounds.min == 0 || body.isNullable
        override val isSkippable: Boolean = bounds.min == 0 || body.isSkippable
        override val hasBackReference: Boolean = body.hasBackReference
        override val unrolledSize: Long = bounded((body.unrolledSize + 2) * (copies + 1))

        /** Repetitions that have to be there; where the body may be skipped anyway none has to. */
        val required: Int get() = if (body.isSkippable) 0 else bounds.min

        private val copies: Long get() = if (bounds.isUnlimited) required.toLong() else bounds.max.toLong()
    }

    /** How often, and whether as often as possible or as rarely. */
    class Bounds(val min: Int, val max: Int, val isGreedy: Boolean) {
        val isUnlimited: Boolean get() = max == UNLIMITED

        companion object {
            /** Also what a larger number is read as, which is how Node reads one. */
            const val UNLIMITED: Int = Int.MAX_VALUE
        }
    }

    companion object {
        private const val SIZE_BOUND = 1_000_000_000L

        private fun bounded(size: Long): Long = minOf(size, SIZE_BOUND)

        fun sequence(parts: List<Node>): Node = when (parts.size) {
            0 -> Empty
            1 -> parts[0]
            else -> Sequence(parts)
        }

        fun choice(options: List<Node>): Node = if (options.size == 1) options[0] else Choice(options)

        /**
         * A body that never takes a unit finds the same every time, so it is asked once, or not at all where it need
         * not hold.
         */
        fun repeat(body: Node, bounds: Bounds, groups: IntRange): Node = when {
            bounds.max == 0 -> Empty
            body.isZeroWidth -> if (bounds.min == 0) Empty else body
            bounds.min == 1 && bounds.max == 1 && groups.isEmpty() -> body
            else -> Repeat(body, bounds, groups)
        }
    }
}
