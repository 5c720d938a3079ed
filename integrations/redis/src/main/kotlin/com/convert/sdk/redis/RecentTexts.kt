package com.convert.sdk.redis

/** What was last seen under a key, until it is used once: a guess that saves a round trip when it is right. */
internal class RecentTexts {
    private val texts = object : LinkedHashMap<String, String>() {
        override fun removeEldestEntry(eldest: MutableMap.MutableEntry<String, String>) = size > CAPACITY
    }

    fun put(key: String, text: String) {
        if (text.length <= LONGEST) synchronized(texts) { texts[key] = text }
    }

    fun take(key: String): String? = synchronized(texts) { texts.remove(key) }

    private companion object {
        // Together 8 MB at most, which is what a thousand calls at a time may need.
        private const val CAPACITY = 1_000
        private const val LONGEST = 4_096
    }
}
