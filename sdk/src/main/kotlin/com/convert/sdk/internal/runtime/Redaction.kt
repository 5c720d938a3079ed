package com.convert.sdk.internal.runtime

import com.convert.sdk.internal.text.Utf8
import java.security.MessageDigest
import java.util.HexFormat

private const val VISITOR_REF_BYTES = 8
private const val KEY_EDGE = 4
private const val LONGEST_HIDDEN_KEY = 8
private const val HIDDEN = "****"
private val keyInPath = Regex("(/(?:config|track)/)(.+)$")
private val hex = HexFormat.of()

/** The first 16 hexadecimal digits of the SHA-256 of the visitor's id: tells visitors apart, and nothing else. */
internal fun visitorRef(visitorId: String): String {
    val digest = MessageDigest.getInstance("SHA-256").digest(Utf8.encode(visitorId))
    return hex.formatHex(digest, 0, VISITOR_REF_BYTES)
}

/** An SDK key with its middle left out. */
internal fun shortenKey(key: String): String =
    if (key.length <= LONGEST_HIDDEN_KEY) HIDDEN else "${key.take(KEY_EDGE)}${HIDDEN}_${key.takeLast(KEY_EDGE)}"

/** Host and path of a URL, without query, and with the SDK key in the path shortened. */
internal fun endpoint(url: String): String {
    val hostAndPath = url.substringBefore('?').substringBefore('#').substringAfter("://").substringAfterLast('@')
    return keyInPath.replace(hostAndPath) { it.groupValues[1] + shortenKey(it.groupValues[2]) }
}
