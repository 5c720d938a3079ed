package com.convert.sdk.internal.collections

import java.util.concurrent.ConcurrentHashMap

/**
 * A set of ids. With at most one, as most visitors have it, it is that id and no object of its own; so what [with] and
 * [without] give takes the place of the set they were asked of. One thread at a time may change it, and any may ask.
 */
@JvmInline
internal value class IdSet private constructor(private val ids: Any?) {
    operator fun contains(id: String?): Boolean = when (ids) {
        null -> false
        is String -> ids == id
        else -> id != null && id in several
    }

    fun with(id: String): IdSet = when (ids) {
        null, id -> IdSet(id)
        is String -> IdSet(ConcurrentHashMap.newKeySet<String>(FEW).apply { addAll(listOf(ids, id)) })
        else -> also { several.add(id) }
    }

    fun without(id: String?): IdSet = when (ids) {
        null -> this
        is String -> if (ids == id) NONE else this
        else -> also { if (id != null) several.remove(id) }
    }

    @Suppress("UNCHECKED_CAST")
    private val several: MutableSet<String> get() = ids as MutableSet<String>

    companion object {
        val NONE: IdSet = IdSet(null)

        private const val FEW = 4
    }
}
