package com.convert.sdk.internal.http

import com.convert.sdk.TransportConfig
import com.convert.sdk.transport.TrackingRequest
import java.io.ByteArrayOutputStream
import java.util.zip.GZIPOutputStream

/** The bytes to post, packed if [config] says so. */
internal fun trackBody(config: TransportConfig, request: TrackingRequest): ByteArray {
    val plain = request.body.toByteArray()
    if (!config.compressTracking) return plain
    val packed = ByteArrayOutputStream()
    GZIPOutputStream(packed).use { it.write(plain) }
    return packed.toByteArray()
}
