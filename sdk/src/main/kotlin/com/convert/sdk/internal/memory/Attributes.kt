package com.convert.sdk.internal.memory

/**
 * A read-only copy of a few named values, packed into one array: what a caller changes later is not seen, and a copy
 * for every request costs little. Finding a name is a walk over the few there are, each of which is followed by its
 * value.
 */
internal class Attributes(private val slots: Array<Any?>) : AbstractMap<String, Any?>() {
    override val size: Int get() = slots.size / 2

    override val entries: Set<Map.Entry<String, Any?>> get() = Entries()

    override fun get(key: String): Any? {
        val slot = slotOf(key)
        return if (slot < 0) null else slots[slot + 1]
    }

    override fun containsKey(key: String): Boolean = slotOf(key) >= 0

    private fun slotOf(key: String): Int {
        var slot = 0
        while (slot < slots.size) {
            // Asked of the text itself: `==` goes through one function for all types, and is slower.
            if (key.equals(slots[slot])) return slot
            slot += 2
        }
        return -1
    }

    private inner class Entries : AbstractSet<Map.Entry<String, Any?>>() {
        override val size: Int get() = slots.size / 2

        override fun iterator(): Iterator<Map.Entry<String, Any?>> = slots.indices.asSequence().filter { it % 2 == 0 }
            .map { java.util.AbstractMap.SimpleImmutableEntry(slots[it] as String, slots[it + 1]) }.iterator()
    }

    companion object {
        /** Above this, a walk is slower than hashing. */
        private const val FEW = 16

        fun copyOf(values: Map<String, Any?>): Map<String, Any?> =
            if (values.isEmpty()) emptyMap() else copyOfSome(values)

        private fun copyOfSome(values: Map<String, Any?>): Map<String, Any?> = when {
            values is Attributes -> values
            values.size > FEW -> HashMap(values)
            else -> pack(values)
        }

        /** [base] with [overlay] laid over it, key by key. */
        fun merge(base: Map<String, Any?>, overlay: Map<String, Any?>): Map<String, Any?> = when {
            overlay.isEmpty() -> base
            !base.isEmpty() -> copyOf(base + overlay)
            // Asked here too, because the rest is more than the JVM inlines.
            overlay is Attributes -> overlay
            else -> copyOf(overlay)
        }

        private fun pack(values: Map<String, Any?>): Map<String, Any?> {
            val slots = arrayOfNulls<Any?>(values.size * 2)
            var next = 0
            for ((name, value) in values) {
                // Another thread is changing the caller's map.
                if (next == slots.size) return HashMap(values)
                slots[next++] = name
                slots[next++] = value
            }
            return if (next == slots.size) Attributes(slots) else HashMap(values)
        }
    }
}
