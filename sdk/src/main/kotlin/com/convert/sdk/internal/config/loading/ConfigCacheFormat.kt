package com.convert.sdk.internal.config.loading

import java.io.IOException
import java.security.MessageDigest
import java.util.HexFormat

/**
 * The stored form of a cached configuration: three lines of header, an empty line, and the text as it came.
 *
 * ```
 * convert-config-cache 1
 * project <SHA-256 of SDK key and environment>
 * content <SHA-256 of the text>
 * ```
 *
 * The digests tell another project's file and a damaged one; they do not stop anyone who may write the file.
 */
internal class ConfigCacheFormat(sdkKey: String, environment: String?) {
    private val project = sha256("${sdkKey.length} $sdkKey ${environment?.let { "in $it" }.orEmpty()}".toByteArray())

    fun write(text: String): ByteArray {
        val content = text.toByteArray()
        return header(content).toByteArray() + content
    }

    /** The same for the same text. */
    fun digest(text: String): String = sha256(text.toByteArray())

    /** The text in [bytes]; fails when they are damaged, another project's, or of another version. */
    fun read(bytes: ByteArray): String {
        val end = (0..minOf(bytes.size - 2, LONGEST_HEADER)).firstOrNull { bytes[it] == EOL && bytes[it + 1] == EOL }
            ?: throw IOException("not a configuration cache")
        val content = bytes.copyOfRange(end + 2, bytes.size)
        val lines = String(bytes, 0, end, Charsets.UTF_8).lines()
        if (lines.first() != VERSION_LINE) throw IOException("not a configuration cache of this version")
        if (lines.getOrNull(1) != "project $project") throw IOException("of another project or environment")
        if (lines.getOrNull(2) != "content ${sha256(content)}") throw IOException("damaged")
        return String(content, Charsets.UTF_8)
    }

    private fun header(content: ByteArray) = "$VERSION_LINE\nproject $project\ncontent ${sha256(content)}\n\n"

    private fun sha256(bytes: ByteArray): String =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))

    private companion object {
        const val VERSION_LINE = "convert-config-cache 1"
        const val LONGEST_HEADER = 512
        const val EOL = '\n'.code.toByte()
    }
}
