package com.convert.sdk.internal.ecmascript.regex

/**
 * The registers and, in one stack, the ways not tried yet and the register values to return to before trying them.
 * An entry is four ints: its kind and three more.
 */
internal class BacktrackStack(registers: Int) {
    private val registers = IntArray(registers) { -1 }
    private var entries = IntArray(INITIAL_CAPACITY)

    var size: Int = 0
        private set

    /** The entry last popped. */
    var kind: Int = 0
        private set
    var instruction: Int = 0
        private set
    var position: Int = 0
        private set
    var limit: Int = 0
        private set

    val isFull: Boolean get() = size >= MAX_CAPACITY

    operator fun get(register: Int): Int = registers[register]

    operator fun set(register: Int, value: Int) {
        if (registers[register] == value) return
        push(UNDO, register, registers[register], 0)
        registers[register] = value
    }

    fun push(kind: Int, instruction: Int, position: Int, limit: Int) {
        if (size == entries.size) entries = entries.copyOf(size * 2)
        entries[size] = kind
        entries[size + 1] = instruction
        entries[size + 2] = position
        entries[size + 3] = limit
        size += ENTRY
    }

    /** Takes the latest way not tried yet, with the registers as they were then; false if none is left. */
    fun pop(): Boolean {
        while (size > 0) {
            size -= ENTRY
            if (entries[size] != UNDO) return true.also { take() }
            registers[entries[size + 1]] = entries[size + 2]
        }
        return false
    }

    /** Forgets everything since the stack had [height] entries, registers as they were then. */
    fun unwind(height: Int) {
        while (size > height) {
            size -= ENTRY
            if (entries[size] == UNDO) registers[entries[size + 1]] = entries[size + 2]
        }
    }

    /** Forgets the ways to go since the stack had [height], but keeps what the registers have to return to. */
    fun commit(height: Int) {
        var kept = height
        for (entry in height until size step ENTRY) {
            if (entries[entry] != UNDO) continue
            entries.copyInto(entries, kept, entry, entry + ENTRY)
            kept += ENTRY
        }
        size = kept
    }

    private fun take() {
        kind = entries[size]
        instruction = entries[size + 1]
        position = entries[size + 2]
        limit = entries[size + 3]
    }

    companion object {
        private const val ENTRY = 4
        private const val INITIAL_CAPACITY = 64

        /** Four megabytes. */
        private const val MAX_CAPACITY = 1 shl 20

        private const val UNDO = 0

        /** Go on at the instruction and position. */
        const val WAY: Int = 1

        /** A greedy run that can give back units between position and limit. */
        const val SHRINK: Int = 2

        /** A lazy run that can take as many more units as the limit says. */
        const val GROW: Int = 3
    }
}
