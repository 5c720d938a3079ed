package com.convert.sdk.internal.config.reading

import com.convert.sdk.error.InvalidConfigException
import kotlinx.serialization.DeserializationStrategy
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.SerializationException
import kotlinx.serialization.builtins.ListSerializer
import kotlinx.serialization.builtins.MapSerializer
import kotlinx.serialization.builtins.serializer
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.CompositeDecoder
import kotlinx.serialization.encoding.CompositeDecoder.Companion.DECODE_DONE
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.decodeStructure
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject

/**
 * Reads the text of a configuration into its tree, and each entity into [parts] as soon as its own text is read: it is
 * in the processor's nearer caches then, which a large configuration's whole tree is not.
 */
internal class ConfigStream private constructor() : DeserializationStrategy<JsonObject> {
    private val parts = ConfigParts()

    override val descriptor: SerialDescriptor get() = MEMBERS

    override fun deserialize(decoder: Decoder): JsonObject {
        val members = LinkedHashMap<String, JsonElement>()
        decoder.decodeStructure(MEMBERS) {
            forEachIndex(MEMBERS) { index ->
                val name = decodeStringElement(MEMBERS, index)
                val value = parts.named(name)?.let(::Items) ?: ELEMENT
                members[name] = decodeSerializableElement(MEMBERS, decodeElementIndex(MEMBERS), value, null)
            }
        }
        return JsonObject(members)
    }

    private class Items(private val list: EntityList<*>) : DeserializationStrategy<JsonElement> {
        override val descriptor: SerialDescriptor get() = ITEMS

        @OptIn(ExperimentalSerializationApi::class)
        override fun deserialize(decoder: Decoder): JsonElement {
            // Of two members of one name, the last one counts.
            list.clear()
            if (!decoder.decodeNotNullMark()) return JsonNull.also { decoder.decodeNull() }
            val items = ArrayList<JsonElement>()
            decoder.decodeStructure(ITEMS) {
                forEachIndex(ITEMS) { index ->
                    items.add(decodeSerializableElement(ITEMS, index, ELEMENT, null).also(list::add))
                }
            }
            return JsonArray(items)
        }
    }

    companion object {
        private val ELEMENT = JsonElement.serializer()
        private val MEMBERS = MapSerializer(String.serializer(), ELEMENT).descriptor
        private val ITEMS = ListSerializer(ELEMENT).descriptor

        /** `null` when something is wrong, which reading the tree step by step will name. */
        fun read(json: String): ConfigContent.Sound? = try {
            val stream = ConfigStream()
            ConfigContent.Sound(Json.decodeFromString(stream, json), stream.parts)
        } catch (_: SerializationException) {
            null
        } catch (_: InvalidConfigException) {
            null
        }

        private inline fun CompositeDecoder.forEachIndex(descriptor: SerialDescriptor, action: (Int) -> Unit) {
            while (true) {
                val index = decodeElementIndex(descriptor)
                if (index == DECODE_DONE) return
                action(index)
            }
        }
    }
}
