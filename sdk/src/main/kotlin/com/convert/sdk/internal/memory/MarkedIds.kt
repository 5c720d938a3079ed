package com.convert.sdk.internal.memory

/**
 * A set of ids. With at most one, as most visitors have it, it is that id and no object of its own; so what [with] and
 * [without] give takes the place of the set they were asked of. Not for many threads.
 */
@JvmInline
internal value class MarkedIds private constructor(private val ids: Any?) {
    operator fun contains(id: String?): Boolean = if (ids is HashSet<*>) id in ids else ids != null && ids == id

    fun with(id: String): MarkedIds = when (ids) {
        null, id -> MarkedIds(id)
        is String -> MarkedIds(hashSetOf(ids, id))
        else -> also { several.add(id) }
    }

    fun without(id: String?): MarkedIds = when (ids) {
        is HashSet<*> -> also { several.remove(id) }
        else -> if (ids == id) NONE else this
    }

    @Suppress("UNCHECKED_CAST")
    private val several: HashSet<String?> get() = ids as HashSet<String?>

    companion object {
        val NONE: MarkedIds = MarkedIds(null)
    }
}
