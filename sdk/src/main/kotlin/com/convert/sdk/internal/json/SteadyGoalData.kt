package com.convert.sdk.internal.json

import java.math.BigDecimal
import java.math.BigInteger
import java.util.Collections

private val steadyNumbers: Set<Class<*>> = setOf(
    Int::class.javaObjectType,
    Long::class.javaObjectType,
    Double::class.javaObjectType,
    Float::class.javaObjectType,
    Short::class.javaObjectType,
    Byte::class.javaObjectType,
    BigDecimal::class.java,
    BigInteger::class.java,
)

/**
 * A read-only copy of goal data. What is no number stays what it is, so that it can be refused by its kind. A map that
 * cannot be read gives one entry that will be refused. Never throws.
 */
internal fun steadyGoalData(values: Map<*, *>): Map<String, Any?> {
    repeat(ATTEMPTS) {
        try {
            return if (values.isEmpty()) emptyMap() else copyOf(values)
        } catch (_: Throwable) {
            // Another thread is changing the caller's map, or it throws by itself.
        }
    }
    return Collections.singletonMap("conversionData", LeftOut)
}

private fun copyOf(values: Map<*, *>): Map<String, Any?> {
    val copy = LinkedHashMap<String, Any?>()
    for ((name, value) in values) {
        copy[keyText(name)] = if (value is Number) steadyNumber(value) else value
        if (copy.size > MAX_ELEMENTS) return Collections.singletonMap("conversionData", LeftOut)
    }
    return Collections.unmodifiableMap(copy)
}

/** [number] as it is now, if it is of a kind that may count on, or that runs code of the caller's; NaN if it throws. */
internal fun steadyNumber(number: Number): Number {
    if (number.javaClass in steadyNumbers) return number
    return plainCopy(number) as? Number ?: Double.NaN
}
