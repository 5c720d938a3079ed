package com.convert.sdk.internal.ecmascript.regex

import com.convert.sdk.internal.ecmascript.regex.Node.Assertion.Kind

/** Turns any pattern's tree into a [BacktrackProgram]; loops count in registers: it is no longer than the pattern. */
internal class BacktrackCompiler(groups: Int) {
    private val code = IntList()
    private val sets = ArrayList<CharSet>()
    private var registers = 2 * (groups + 1)
    private var direction = BacktrackProgram.FORWARD

    fun compile(root: Node): BacktrackProgram {
        emit(root)
        add(BacktrackProgram.MATCH)
        return BacktrackProgram(code.toIntArray(), sets.toTypedArray(), registers, Prefilter(root))
    }

    private fun emit(node: Node) {
        when (node) {
            Node.Empty -> Unit
            is Node.CodeUnits -> add(BacktrackProgram.UNIT, set(node.set), direction)
            is Node.Assertion -> add(operation(node.kind))
            is Node.BackReference -> add(BacktrackProgram.REFERENCE, node.group, direction)
            is Node.Capture -> capture(node)
            is Node.Lookaround -> look(node)
            is Node.Sequence -> sequence(node.parts)
            is Node.Choice -> choice(node.options)
            is Node.Repeat -> if (node.body is Node.CodeUnits) run(node.body, node.bounds) else loop(node)
        }
    }

    private fun sequence(parts: List<Node>) {
        val isBackward = direction == BacktrackProgram.BACKWARD
        for (index in parts.indices) emit(parts[if (isBackward) parts.lastIndex - index else index])
    }

    private fun choice(options: List<Node>) {
        val ends = IntList()
        for (option in options.dropLast(1)) {
            val next = addWithTarget(BacktrackProgram.FORK)
            emit(option)
            ends.add(addWithTarget(BacktrackProgram.JUMP))
            code[next] = code.size
        }
        emit(options.last())
        for (end in 0 until ends.size) code[ends[end]] = code.size
    }

    /** Backwards the end of a group comes first. */
    private fun capture(node: Node.Capture) {
        val isBackward = direction == BacktrackProgram.BACKWARD
        add(BacktrackProgram.SAVE, 2 * node.group + if (isBackward) 1 else 0)
        emit(node.body)
        add(BacktrackProgram.SAVE, 2 * node.group + if (isBackward) 0 else 1)
    }

    private fun look(node: Node.Lookaround) {
        val outerDirection = direction
        val register = registers
        registers += 2
        direction = if (node.isBehind) BacktrackProgram.BACKWARD else BacktrackProgram.FORWARD
        if (node.isNegative) {
            add(BacktrackProgram.NO_LOOK, register)
            val next = addTarget()
            emit(node.body)
            add(BacktrackProgram.NO_LOOK_END, register)
            code[next] = code.size
        } else {
            add(BacktrackProgram.LOOK, register)
            emit(node.body)
            add(BacktrackProgram.LOOK_END, register)
        }
        direction = outerDirection
    }

    private fun run(body: Node.CodeUnits, bounds: Node.Bounds) {
        add(BacktrackProgram.RUN, set(body.set), direction)
        add(bounds.min, bounds.max, if (bounds.isGreedy) 1 else 0)
    }

    private fun loop(node: Node.Repeat) {
        val bounds = node.bounds
        val counter = registers++
        val turnStart = registers++
        add(BacktrackProgram.ZERO, counter)
        val start = code.size
        add(BacktrackProgram.LOOP, counter)
        add(bounds.min, bounds.max, if (bounds.isGreedy) 1 else 0)
        val exit = addTarget()
        add(BacktrackProgram.COUNT, counter)
        if (node.body.isNullable) add(BacktrackProgram.SAVE, turnStart)
        if (!node.groups.isEmpty()) add(BacktrackProgram.CLEAR, 2 * node.groups.first, 2 * node.groups.last + 2)
        emit(node.body)
        if (node.body.isNullable) add(BacktrackProgram.TURN_END, turnStart, counter, bounds.min)
        add(BacktrackProgram.JUMP, start)
        code[exit] = code.size
    }

    private fun operation(kind: Kind): Int = when (kind) {
        Kind.START -> BacktrackProgram.START
        Kind.END -> BacktrackProgram.END
        Kind.WORD_EDGE -> BacktrackProgram.WORD_EDGE
        Kind.NO_WORD_EDGE -> BacktrackProgram.NO_WORD_EDGE
    }

    private fun set(set: CharSet): Int {
        sets.add(set)
        return sets.lastIndex
    }

    private fun add(vararg words: Int) {
        for (word in words) code.add(word)
    }

    private fun addWithTarget(operation: Int): Int {
        code.add(operation)
        return addTarget()
    }

    /** A place for a target that is not known yet. */
    private fun addTarget(): Int {
        code.add(0)
        return code.size - 1
    }
}
