package com.convert.sdk.internal.ecmascript.regex

/** A growing array of ints, for programs under construction. */
internal class IntList {
    private var items = IntArray(INITIAL_CAPACITY)

    var size: Int = 0
        private set

    operator fun get(index: Int): Int = items[index]

    operator fun set(index: Int, value: Int) {
        items[index] = value
    }

    fun add(value: Int) {
        if (size == items.size) items = items.copyOf(size * 2)
        items[size++] = value
    }

    fun toIntArray(): IntArray = items.copyOf(size)

    private companion object {
        const val INITIAL_CAPACITY = 16
    }
}
