package com.convert.sdk.internal.runtime

import java.util.concurrent.ConcurrentHashMap

/** Tells the first occurrence of each key, of at most about [limit] keys; any later key counts as known. */
internal class OncePerKey(private val limit: Int = DEFAULT_LIMIT) {
    private val known = ConcurrentHashMap.newKeySet<String>()

    fun isFirst(key: String): Boolean = key !in known && known.size < limit && known.add(key)

    private companion object {
        const val DEFAULT_LIMIT = 1_000
    }
}
