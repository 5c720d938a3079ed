package com.convert.sdk.internal.visitor.state

import com.convert.sdk.internal.collections.IdMap
import com.convert.sdk.internal.collections.PackedMap
import com.convert.sdk.internal.json.keyText

/** Keys and values in a data store: those of Convert's Python SDK, which may share the store. */
internal object StoreSchema {
    const val STATE: String = "state"
    const val DEDUPLICATION: String = "dedup"
    const val BUCKETING: String = "bucketing"

    private const val ATTRIBUTES = "attributes"
    private const val SEGMENTS = "segments"
    private const val FIRST_BEYOND_ASCII = '\u007f'
    private const val OVERHEAD = 32
    private const val HEX = 16
    private const val ESCAPE_DIGITS = 4

    fun stateKey(visitorId: String): String = key(STATE, visitorId, null)

    fun conversionKey(visitorId: String, goalId: String): String = key(DEDUPLICATION, visitorId, goalId)

    fun exposureKey(visitorId: String, experienceId: String): String = key(BUCKETING, visitorId, experienceId)

    /** Nothing in the value is live: a store may keep it as it is. */
    fun write(state: VisitorState): Map<String, Any?> = mapOf(
        ATTRIBUTES to LinkedHashMap(state.attributes),
        SEGMENTS to LinkedHashMap(state.segments),
        BUCKETING to LinkedHashMap(state.bucketing),
    )

    /** `null` when [value] is not in the form that [write] gives. */
    fun read(value: Any): VisitorState? {
        val stored = value as? Map<*, *> ?: return null
        return VisitorState(
            attributes = PackedMap.copyOf(section(stored, ATTRIBUTES) ?: return null),
            segments = PackedMap.copyOf(section(stored, SEGMENTS) ?: return null),
            bucketing = IdMap.EMPTY + PackedMap.copyOf(section(stored, BUCKETING) ?: return null)
                .filterValues { it is String || it is Number }.mapValues { it.value.toString() },
        )
    }

    /**
     * The value [stored] with [change] laid over it. What this SDK cannot read of it, such as a field of another SDK's,
     * stays as it is. A value that is not in the form of [write] is ignored.
     */
    fun merge(stored: Any?, change: VisitorState): Map<String, Any?> {
        val before = stored as? Map<*, *> ?: return write(change)
        val attributes = section(before, ATTRIBUTES) ?: return write(change)
        val segments = section(before, SEGMENTS) ?: return write(change)
        val bucketing = section(before, BUCKETING) ?: return write(change)
        val merged = LinkedHashMap<String, Any?>()
        for ((name, item) in before) merged[keyText(name)] = item
        merged[ATTRIBUTES] = attributes + change.attributes
        merged[SEGMENTS] = segments + mergedSegments(segments, change).filterKeys { it in change.segments }
        merged[BUCKETING] = bucketing + change.bucketing
        return merged
    }

    private fun mergedSegments(stored: Map<String, Any?>, change: VisitorState): Map<String, Any?> =
        (VisitorState.ofSegments(PackedMap.copyOf(stored)) + VisitorState.ofSegments(change.segments)).segments

    @Suppress("UNCHECKED_CAST") // What is not text among the keys becomes text with the copy.
    private fun section(stored: Map<*, *>, name: String): Map<String, Any?>? = when (val value = stored[name]) {
        null -> emptyMap()
        is Map<*, *> -> value as Map<String, Any?>
        else -> null
    }

    /** The list as Python's `json.dumps` writes it, behind its kind. */
    private fun key(
        kind: String,
        visitorId: String,
        entityId: String?,
    ): String = buildString(visitorId.length + OVERHEAD) {
        append(kind).append(":[")
        appendText(visitorId)
        if (entityId != null) {
            append(", ")
            appendText(entityId)
        }
        append(']')
    }

    private fun StringBuilder.appendText(text: String) {
        append('"')
        for (char in text) appendEscaped(char)
        append('"')
    }

    private fun StringBuilder.appendEscaped(char: Char) {
        when {
            char == '"' || char == '\\' -> append('\\').append(char)
            char == '\n' -> append("\\n")
            char == '\r' -> append("\\r")
            char == '\t' -> append("\\t")
            char == '\b' -> append("\\b")
            char == '\u000c' -> append("\\f")
            char < ' ' || char >= FIRST_BEYOND_ASCII -> appendUnicodeEscape(char.code)
            else -> append(char)
        }
    }

    private fun StringBuilder.appendUnicodeEscape(code: Int) {
        append("\\u")
        append(code.toString(HEX).padStart(ESCAPE_DIGITS, '0'))
    }
}
