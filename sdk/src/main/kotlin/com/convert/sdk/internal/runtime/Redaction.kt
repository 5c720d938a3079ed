package com.convert.sdk.internal.runtime

import com.convert.sdk.internal.text.Utf8
import java.security.MessageDigest

/** What may stand in a log line, an exception or a diagnostic instead of the thing itself. */
private const val VISITOR_REF_BYTES = 8
private const val KEY_EDGE = 4
private const val SHORTEST_SHOWN_KEY = 9
private val keyInPath = Regex("(/(?:config|track)/)(.+)$")

/** The first 16 hexadecimal digits of the SHA-256 of the visitor's id: tells visitors apart, and nothing else. */
internal fun visitorRef(visitorId: String): String {
    val digest = MessageDigest.getInstance("SHA-256").digest(Utf8.encode(visitorId))
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
