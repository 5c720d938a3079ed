package com.convert.sdk.transport.ktor

import io.ktor.client.statement.HttpResponse
import io.ktor.client.statement.bodyAsChannel
import io.ktor.http.HttpHeaders
import io.ktor.utils.io.readAvailable
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.io.InputStream
import java.nio.ByteBuffer
import java.nio.charset.CharacterCodingException
import java.util.zip.GZIPInputStream

/** An answer that cannot be used. The message is safe to log. */
internal class UnusableAnswerException(message: String) : IOException(message)

private const val CHUNK = 16 * 1024
private const val BYTE_ORDER_MARK = "\uFEFF"
private val mediaType = Regex("[\\w.+-]{1,60}/[\\w.+-]{1,60}")

/** Reads a configuration's text, at most [limit] bytes of it, packed or not. */
internal class ConfigBody(private val limit: Int) {
    suspend fun read(response: HttpResponse): String {
        val announced = response.headers[HttpHeaders.ContentLength]?.toLongOrNull()
        if (announced != null && announced > limit) throw tooLarge()
        val received = receive(response)
        if (announced != null && announced != received.size.toLong()) {
            throw UnusableAnswerException("${received.size} bytes came instead of the $announced announced")
        }
        val text = decode(unpack(received, response.headers[HttpHeaders.ContentEncoding]))
        if (!looksLikeObject(text)) throw noObject(response.headers[HttpHeaders.ContentType])
        return text
    }

    private suspend fun receive(response: HttpResponse): ByteArray {
        val channel = response.bodyAsChannel()
        val received = ByteArrayOutputStream()
        val chunk = ByteArray(CHUNK)
        while (true) {
            val count = channel.readAvailable(chunk)
            if (count < 0) return received.toByteArray()
            received.add(chunk, count)
        }
    }

    private fun unpack(bytes: ByteArray, encoding: String?): ByteArray = when (encoding?.lowercase()) {
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
            plain.add(chunk, count)
        }
    }

    private fun ByteArrayOutputStream.add(chunk: ByteArray, count: Int) {
        if (size() + count > limit) throw tooLarge()
        write(chunk, 0, count)
    }

    /** JSON is UTF-8, whatever a header says. */
    private fun decode(bytes: ByteArray): String = try {
        Charsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().removePrefix(BYTE_ORDER_MARK)
    } catch (e: CharacterCodingException) {
        throw UnusableAnswerException("the text is not UTF-8: ${e.javaClass.simpleName}")
    }

    /** Tells login pages and cut-off texts early; the rest is the reader's. */
    private fun looksLikeObject(text: String): Boolean {
        val first = text.indexOfFirst { !it.isWhitespace() }
        val last = text.indexOfLast { !it.isWhitespace() }
        return first in 0 until last && text[first] == '{' && text[last] == '}'
    }

    private fun noObject(contentType: String?): UnusableAnswerException {
        val type = contentType?.let(mediaType::find)?.value ?: "unknown"
        return UnusableAnswerException("it is no complete JSON object, its type is $type")
    }

    private fun tooLarge() = UnusableAnswerException("it is larger than $limit bytes")
}
