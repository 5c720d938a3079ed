package com.convert.sdk.internal.tracking.journal

import java.io.DataInputStream
import java.io.DataOutputStream
import java.io.IOException
import java.math.BigDecimal
import java.math.BigInteger

/** Values are a tag and what it says; the tags are part of the stored form and never change their meaning. */
private object Tag {
    const val NULL = 0
    const val TRUE = 1
    const val FALSE = 2
    const val LONG = 3
    const val DOUBLE = 4
    const val BIG_INTEGER = 5
    const val BIG_DECIMAL = 6
    const val TEXT = 7
    const val LIST = 8
    const val MAP = 9
}

/** Writes what JSON can say; what it cannot becomes its text, as it would on the wire. */
internal fun DataOutputStream.writeValue(value: Any?) {
    when (value) {
        null -> writeByte(Tag.NULL)
        is Boolean -> writeByte(if (value) Tag.TRUE else Tag.FALSE)
        is Number -> writeNumber(value)
        is Iterable<*> -> writeList(value.toList())
        is Map<*, *> -> writeMap(value)
        else -> {
            writeByte(Tag.TEXT)
            writeText(value.toString())
        }
    }
}

internal fun DataInputStream.readValue(): Any? = when (val tag = readUnsignedByte()) {
    Tag.NULL -> null
    Tag.TRUE -> true
    Tag.FALSE -> false
    Tag.LONG -> readLong()
    Tag.DOUBLE -> readDouble()
    Tag.BIG_INTEGER -> BigInteger(readText())
    Tag.BIG_DECIMAL -> BigDecimal(readText())
    Tag.TEXT -> readText()
    Tag.LIST -> List(readCount()) { readValue() }
    Tag.MAP -> readEntries()
    else -> throw IOException("stored value with tag $tag")
}

internal fun DataInputStream.readMap(): Map<String, Any?> {
    if (readUnsignedByte() != Tag.MAP) throw IOException("stored value that is not a map")
    return readEntries()
}

/** One byte a character where that is enough, two otherwise; unlike UTF-8, both keep half a surrogate pair. */
internal fun DataOutputStream.writeText(text: String) {
    val isWide = text.any { it > '\u00FF' }
    writeBoolean(isWide)
    writeInt(text.length)
    if (isWide) writeChars(text) else write(text.toByteArray(Charsets.ISO_8859_1))
}

internal fun DataInputStream.readText(): String {
    val isWide = readBoolean()
    val length = readCount()
    if (isWide) return String(CharArray(length) { readChar() })
    val bytes = ByteArray(length)
    readFully(bytes)
    return String(bytes, Charsets.ISO_8859_1)
}

private fun DataOutputStream.writeNumber(number: Number) {
    when (number) {
        is BigInteger, is BigDecimal -> {
            writeByte(if (number is BigInteger) Tag.BIG_INTEGER else Tag.BIG_DECIMAL)
            writeText(number.toString())
        }
        is Long, is Int, is Short, is Byte -> {
            writeByte(Tag.LONG)
            writeLong(number.toLong())
        }
        else -> {
            writeByte(Tag.DOUBLE)
            writeDouble(number.toString().toDoubleOrNull() ?: number.toDouble())
        }
    }
}

private fun DataOutputStream.writeList(list: List<Any?>) {
    writeByte(Tag.LIST)
    writeInt(list.size)
    list.forEach { writeValue(it) }
}

private fun DataOutputStream.writeMap(map: Map<*, *>) {
    val entries = map.entries.toList()
    writeByte(Tag.MAP)
    writeInt(entries.size)
    entries.forEach { (key, item) ->
        writeText(key.toString())
        writeValue(item)
    }
}

private fun DataInputStream.readEntries(): Map<String, Any?> {
    val entries = LinkedHashMap<String, Any?>()
    repeat(readCount()) { entries[readText()] = readValue() }
    return entries
}

/** A count cannot be larger than the bytes that are left; checking keeps damage from asking for all memory. */
private fun DataInputStream.readCount(): Int =
    readInt().also { if (it !in 0..available()) throw IOException("stored value with a count of $it") }
