package com.convert.sdk.internal.http

import java.io.ByteArrayOutputStream
import java.io.IOException
import java.io.InputStream
import java.nio.ByteBuffer
import java.nio.charset.CharacterCodingException
import java.util.zip.GZIPInputStream

/** An answer that cannot be used. The message is safe to log. */
internal open class UnusableAnswerException(message: String) : IOException(message)

private const val CHUNK = 16 * 1024
private const val BYTE_ORDER_MARK = "\uFEFF"
private const val REPLACEMENT = '\uFFFD'
private val mediaType = Regex("[\\w.+-]{1,60}/[\\w.+-]{1,60}")

/** What the headers of an answer say of its body. */
internal class BodyHeaders(val length: Long?, val encoding: String?, val type: String?)

/**
 * Takes in a configuration's text, at most [limit] bytes of it, packed or not. One thread at a time.
 *
 * @throws UnusableAnswerException out of the constructor when more is announced, and out of all functions when what
 * came cannot be used.
 */
internal class ConfigBody(private val headers: BodyHeaders, private val limit: Int = MAX_CONFIG_BYTES) {
    private val received = ByteArrayOutputStream()

    init {
        if (headers.length != null && headers.length > limit) throw tooLarge()
    }

    fun add(chunk: ByteArray, count: Int = chunk.size) = received.append(chunk, count)

    /** The text, after the last byte. */
    fun text(): String {
        val bytes = received.toByteArray()
        if (headers.length != null && headers.length != bytes.size.toLong()) {
            throw UnusableAnswerException("${bytes.size} bytes came instead of the ${headers.length} announced")
        }
        val text = decode(unpack(bytes))
        if (!looksLikeObject(text)) throw noObject()
        return text
    }

    private fun unpack(bytes: ByteArray): ByteArray = when (headers.encoding?.lowercase()) {
        null, "", "identity" -> bytes
        "gzip", "x-gzip" -> try {
            GZIPInputStream(bytes.inputStream()).use(::drain)
        } catch (e: UnusableAnswerException) {
            throw e
        } catch (e: IOException) {
            throw UnusableAnswerException("the gzip data is broken: ${e.javaClass.simpleName}")
        }
        else -> throw UnusableAnswerException("the content encoding was not asked for")
    }

    private fun drain(packed: InputStream): ByteArray {
        val plain = ByteArrayOutputStream()
        val chunk = ByteArray(CHUNK)
        while (true) {
            val count = packed.read(chunk)
            if (count < 0) return plain.toByteArray()
            plain.append(chunk, count)
        }
    }

    private fun ByteArrayOutputStream.append(chunk: ByteArray, count: Int) {
        if (size() + count > limit) throw tooLarge()
        write(chunk, 0, count)
    }

    /** JSON is UTF-8, whatever a header says. */
    private fun decode(bytes: ByteArray): String {
        val text = String(bytes, Charsets.UTF_8)
        // Stands for what cannot be decoded, or for itself.
        if (REPLACEMENT in text) requireUtf8(bytes)
        return text.removePrefix(BYTE_ORDER_MARK)
    }

    private fun requireUtf8(bytes: ByteArray) = try {
        Charsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes))
    } catch (e: CharacterCodingException) {
        throw UnusableAnswerException("the text is not UTF-8: ${e.javaClass.simpleName}")
    }

    /** Tells login pages and cut-off texts early; the rest is the reader's. */
    private fun looksLikeObject(text: String): Boolean {
        val first = text.indexOfFirst { !it.isWhitespace() }
        val last = text.indexOfLast { !it.isWhitespace() }
        return first in 0 until last && text[first] == '{' && text[last] == '}'
    }

    private fun noObject(): UnusableAnswerException {
        val type = headers.type?.let(mediaType::find)?.value ?: "unknown"
        return UnusableAnswerException("it is no complete JSON object, its type is $type")
    }

    private fun tooLarge() = UnusableAnswerException("it is larger than $limit bytes")

    internal companion object {
        const val MAX_CONFIG_BYTES = 64 * 1024 * 1024
    }
}
