package com.convert.sdk.internal.memory

/** A set of ids that costs next to nothing as long as it has one, as it has for most visitors. Not for many threads. */
internal class MarkedIds {
    private var only: String? = null
    private var others: HashSet<String>? = null

    /** Whether [id] is new. */
    fun add(id: String): Boolean {
        if (id == only) return false
        val others = others
        if (others != null) return others.add(id)
        if (only == null) only = id else this.others = hashSetOf(id)
        return true
    }

    operator fun contains(id: String?): Boolean = id != null && (id == only || others?.contains(id) ?: false)

    fun remove(id: String?) {
        if (id == only) only = null else others?.remove(id)
    }
}
