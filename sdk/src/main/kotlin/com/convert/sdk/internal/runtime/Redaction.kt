package com.convert.sdk.internal.runtime

import java.security.MessageDigest

/** What may stand in a log line, an exception or a diagnostic instead of the thing itself. */
private const val VISITOR_REF_BYTES = 8
private const val KEY_EDGE = 4
private const val SHORTEST_SHOWN_KEY = 9
private val keyInPath = Regex("(/(?:config|track)/)(.+)$")

/** The first 16 hexadecimal digits of the SHA-256 of the visitor's id: tells visitors apart, and nothing else. */
internal fun visitorRef(visitorId: String): String {
    val digest = MessageDigest.getInstance("SHA-256").digest(utf8(visitorId))
    return digest.take(VISITOR_REF_BYTES).joinToString("") { "%02x".format(it) }
}

/** An SDK key with its middle left out. */
internal fun shortenKey(key: String): String =
    if (key.length < SHORTEST_SHOWN_KEY) "****" else "${key.take(KEY_EDGE)}****_${key.takeLast(KEY_EDGE)}"

/** Host and path of a URL, without query, and with the SDK key in the path shortened. */
internal fun endpoint(url: String): String {
    val hostAndPath = url.substringAfter("://").substringBefore('?').substringBefore('#').substringAfterLast('@')
    return keyInPath.replace(hostAndPath) { it.groupValues[1] + shortenKey(it.groupValues[2]) }
}

/** Unpaired surrogates become U+FFFD, as in the bucketing hash, not the encoder's question mark. */
private fun utf8(text: String): ByteArray {
    if (text.none(Char::isSurrogate)) return text.toByteArray()
    return buildString(text.length) {
        for (index in text.indices) {
            val char = text[index]
            val next = text.getOrNull(index + 1)
            val paired = if (char.isHighSurrogate()) {
                next != null && next.isLowSurrogate()
            } else {
                char.isLowSurrogate() && index > 0 && text[index - 1].isHighSurrogate()
            }
            append(if (char.isSurrogate() && !paired) '\uFFFD' else char)
        }
    }.toByteArray()
}
