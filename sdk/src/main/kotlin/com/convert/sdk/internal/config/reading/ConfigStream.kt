package com.convert.sdk.internal.config.reading

import com.convert.sdk.ConfigEntity
import com.convert.sdk.internal.collections.EntityIndex
import java.util.Collections

/**
 * A configuration's text, read in one go: each entity as soon as the scanner is past it, while it is in the processor's
 * nearer caches. What is wrong with a field is kept for those who know the order in which to complain.
 */
internal class ConfigStream private constructor(private val scanner: JsonScanner) {
    private val members = LinkedHashMap<String, JsonNode?>()

    val parts = ConfigParts()

    val fields = ConfigReader { members[it] }

    /** The plain value of the member [name]. */
    fun member(name: String): Any? = members[name]?.toPlain()

    /** A view of all members. */
    fun raw(): Map<String, Any?> = Collections.unmodifiableMap(
        members.mapValues { (name, value) ->
            if (value != null) value.toPlain() else parts.named(name)?.let { EntityViews(it.index) }
        },
    )

    private fun read() {
        scanner.forEachMember { name ->
            val list = parts.named(name)
            list?.clear()
            members[name] = if (list != null && scanner.isListNext()) null.also { read(list) } else scanner.value()
            if (list != null) members[name]?.let(list::addNone)
        }
        scanner.expectEnd()
    }

    private fun read(list: EntityList<*>) = scanner.forEachItem { list.add(scanner.value()) }

    private class EntityViews(private val index: EntityIndex<ConfigEntity>) : AbstractList<Map<String, Any?>>() {
        override val size: Int get() = index.entities.size

        override fun get(index: Int): Map<String, Any?> = this.index.entities[index].raw
    }

    companion object {
        /** `null` when [text] is not strictly JSON. */
        fun read(text: ByteArray): ConfigStream? = try {
            ConfigStream(JsonScanner(text)).apply { read() }
        } catch (_: NotStrictJson) {
            null
        }
    }
}
