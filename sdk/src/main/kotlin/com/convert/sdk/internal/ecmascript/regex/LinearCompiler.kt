package com.convert.sdk.internal.ecmascript.regex

/** Turns the tree of a pattern without back references into a [LinearPattern]. */
internal class LinearCompiler {
    /** By number; a lookaround that nothing asks stays null. */
    private val looks = ArrayList<LinearLookaround?>()
    private val lookNodes = ArrayDeque<Node.Lookaround>()

    /** Lookarounds take their turn in a queue, so that their nesting costs no stack. */
    fun compile(root: Node): LinearPattern {
        val main = program(root, isBackward = false)
        while (lookNodes.isNotEmpty()) {
            val look = lookNodes.removeFirst()
            while (looks.size <= look.number) looks.add(null)
            if (looks[look.number] != null) continue
            looks[look.number] = LinearLookaround(program(look.body, isBackward = !look.isBehind), look.inner)
        }
        return LinearPattern(main, looks, Prefilter(root))
    }

    private fun program(root: Node, isBackward: Boolean): LinearProgram =
        LinearEmitter(isBackward, lookNodes).program(root)
}

/** Every lookaround met is added to [looks], also those that a loop written out repeats. */
private class LinearEmitter(private val isBackward: Boolean, private val looks: MutableList<Node.Lookaround>) {
    private val operations = IntList()
    private val operands = IntList()
    private val sets = ArrayList<CharSet>()

    fun program(root: Node): LinearProgram {
        emit(root)
        add(LinearProgram.MATCH)
        val bytes = ByteArray(operations.size) { operations[it].toByte() }
        return LinearProgram(bytes, operands.toIntArray(), sets.toTypedArray(), isBackward)
    }

    private fun emit(node: Node) {
        when (node) {
            Node.Empty -> Unit
            is Node.CodeUnits -> units(node.set)
            is Node.Assertion -> add(operation(node.kind))
            is Node.Lookaround -> look(node)
            is Node.Capture -> emit(node.body)
            is Node.Sequence -> sequence(node.parts)
            is Node.Choice -> choice(node.options)
            is Node.Repeat -> repeat(node)
            is Node.BackReference -> error("a back reference needs captures")
        }
    }

    private fun units(set: CharSet) {
        add(LinearProgram.UNITS, sets.size)
        sets.add(set)
    }

    private fun look(look: Node.Lookaround) {
        add(if (look.isNegative) LinearProgram.NO_LOOK else LinearProgram.LOOK, look.number)
        looks.add(look)
    }

    private fun sequence(parts: List<Node>) {
        for (index in parts.indices) emit(parts[if (isBackward) parts.lastIndex - index else index])
    }

    private fun choice(options: List<Node>) {
        val jumps = IntList()
        for (option in options.dropLast(1)) {
            val fork = add(LinearProgram.FORK)
            emit(option)
            jumps.add(add(LinearProgram.JUMP))
            operands[fork] = operations.size
        }
        emit(options.last())
        for (jump in 0 until jumps.size) operands[jumps[jump]] = operations.size
    }

    private fun repeat(node: Node.Repeat) {
        if (node.bounds.isUnlimited) return unlimited(node)
        repeat(node.required) { emit(node.body) }
        val forks = IntList()
        repeat(node.bounds.max - node.required) {
            forks.add(add(LinearProgram.FORK))
            emit(node.body)
        }
        for (fork in 0 until forks.size) operands[forks[fork]] = operations.size
    }

    private fun unlimited(node: Node.Repeat) {
        repeat(node.required - 1) { emit(node.body) }
        val skip = if (node.required == 0) add(LinearProgram.FORK) else NONE
        val start = operations.size
        emit(node.body)
        add(LinearProgram.FORK, start)
        if (skip != NONE) operands[skip] = operations.size
    }

    private fun operation(kind: Node.Assertion.Kind): Byte = when (kind) {
        Node.Assertion.Kind.START -> LinearProgram.START
        Node.Assertion.Kind.END -> LinearProgram.END
        Node.Assertion.Kind.WORD_EDGE -> LinearProgram.WORD_EDGE
        Node.Assertion.Kind.NO_WORD_EDGE -> LinearProgram.NO_WORD_EDGE
    }

    private fun add(operation: Byte, operand: Int = 0): Int {
        operations.add(operation.toInt())
        operands.add(operand)
        return operations.size - 1
    }

    private companion object {
        const val NONE = -1
    }
}
