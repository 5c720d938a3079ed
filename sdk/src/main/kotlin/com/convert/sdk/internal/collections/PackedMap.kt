package com.convert.sdk.internal.collections

import com.convert.sdk.internal.json.ATTEMPTS
import com.convert.sdk.internal.json.LeftOut
import com.convert.sdk.internal.json.MAX_ELEMENTS
import com.convert.sdk.internal.json.ValueWarnings
import com.convert.sdk.internal.json.keyText
import com.convert.sdk.internal.json.plainCopy

/**
 * A read-only copy of a few named values, packed into one array: what a caller changes later is not seen, and a copy
 * for every request costs little. Finding a name is a walk over the few there are, each of which is followed by its
 * value.
 */
internal class PackedMap private constructor(private val slots: Array<Any?>) : AbstractMap<String, Any?>() {
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
            // Not `==`, on purpose: docs/performance.md, "Equality".
            if (key.equals(slots[slot])) return slot
            slot += 2
        }
        return -1
    }

    private fun overlaidWith(overlay: PackedMap): Map<String, Any?> {
        val merged = slots.copyOf(slots.size + overlay.slots.size)
        var end = slots.size
        for (slot in overlay.slots.indices step 2) {
            val name = overlay.slots[slot] as String
            val known = slotOf(name)
            val at = if (known < 0) end else known
            merged[at] = name
            merged[at + 1] = overlay.slots[slot + 1]
            if (known < 0) end += 2
        }
        if (end > FEW * 2) return this + overlay
        return PackedMap(if (end == merged.size) merged else merged.copyOf(end))
    }

    private inner class Entries : AbstractSet<Map.Entry<String, Any?>>() {
        override val size: Int get() = slots.size / 2

        override fun iterator(): Iterator<Map.Entry<String, Any?>> = slots.indices.asSequence().filter { it % 2 == 0 }
            .map { java.util.AbstractMap.SimpleImmutableEntry(slots[it] as String, slots[it + 1]) }.iterator()
    }

    companion object {
        /** Above this, a walk is slower than hashing. */
        private const val FEW = 16

        /**
         * A copy of what a caller gave, each value as [plainCopy] has it. What that leaves out is missing, and
         * [warnings] is told. Never throws, whatever the map does.
         */
        fun copyOf(values: Map<String, Any?>, warnings: ValueWarnings = ValueWarnings.NONE): Map<String, Any?> =
            if (values is PackedMap) values else takeOver(values, warnings)

        private fun takeOver(values: Map<*, *>, warnings: ValueWarnings): Map<String, Any?> {
            repeat(ATTEMPTS) {
                try {
                    return if (values.isEmpty()) emptyMap() else copyOfSome(values, warnings)
                } catch (_: Throwable) {
                    // Another thread is changing the caller's map, or it throws by itself.
                }
            }
            warnings.valueLeftOut()
            return emptyMap()
        }

        private fun copyOfSome(values: Map<*, *>, warnings: ValueWarnings): Map<String, Any?> =
            if (values.size > FEW) copyOfMany(values, warnings) else copyOfFew(values, warnings)

        private fun copyOfFew(values: Map<*, *>, warnings: ValueWarnings): Map<String, Any?> {
            val slots = arrayOfNulls<Any?>(values.size * 2)
            var next = 0
            for ((name, value) in values) {
                // Another thread is changing the caller's map; or two names may turn out to be one.
                if (next == slots.size || name !is String) return copyOfMany(values, warnings)
                val copy = plainCopy(value)
                if (copy === LeftOut) {
                    warnings.valueLeftOut()
                } else {
                    slots[next++] = name
                    slots[next++] = copy
                }
            }
            return PackedMap(if (next == slots.size) slots else slots.copyOf(next))
        }

        private fun copyOfMany(values: Map<*, *>, warnings: ValueWarnings): Map<String, Any?> {
            val copies = HashMap<String, Any?>()
            var seen = 0
            for ((name, value) in values) {
                val copy = if (++seen > MAX_ELEMENTS) LeftOut else plainCopy(value)
                if (copy === LeftOut) warnings.valueLeftOut() else copies[keyText(name)] = copy
                // It may never end.
                if (seen > MAX_ELEMENTS) break
            }
            return copies
        }

        /** [base] with [overlay] laid over it, key by key; both are copies already. */
        fun merge(base: Map<String, Any?>, overlay: Map<String, Any?>): Map<String, Any?> = when {
            overlay.isEmpty() -> base
            base.isEmpty() -> overlay
            base is PackedMap && overlay is PackedMap -> base.overlaidWith(overlay)
            else -> packed(base + overlay)
        }

        /** The same entries in as little memory as may be; [values] itself when there are many, or none. */
        @Suppress("UNCHECKED_CAST")
        fun <V> packed(values: Map<String, V>): Map<String, V> {
            if (values.isEmpty() || values.size > FEW) return values
            val slots = arrayOfNulls<Any?>(values.size * 2)
            var next = 0
            for ((name, value) in values) {
                slots[next++] = name
                slots[next++] = value
            }
            return PackedMap(slots) as Map<String, V>
        }
    }
}
