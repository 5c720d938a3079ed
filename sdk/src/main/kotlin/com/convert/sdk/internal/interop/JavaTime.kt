package com.convert.sdk.internal.interop

import com.convert.sdk.InternalConvertApi
import com.convert.sdk.RefreshConfig
import com.convert.sdk.SdkConfig
import com.convert.sdk.TransportConfig
import kotlin.time.toKotlinDuration
import java.time.Duration as JavaDuration

/** Settings that Java cannot reach: the name of a setter with Kotlin's `Duration` is not one that Java can write. */
@InternalConvertApi
public object JavaTime {
    @JvmStatic
    public fun autoFlushInterval(builder: SdkConfig.Builder, time: JavaDuration) {
        builder.autoFlushInterval = time.toKotlinDuration()
    }

    @JvmStatic
    public fun dataStoreTimeout(builder: SdkConfig.Builder, time: JavaDuration) {
        builder.dataStoreTimeout = time.toKotlinDuration()
    }

    @JvmStatic
    public fun closeTimeout(builder: SdkConfig.Builder, time: JavaDuration) {
        builder.closeTimeout = time.toKotlinDuration()
    }

    @JvmStatic
    public fun timeout(builder: TransportConfig.Builder, time: JavaDuration) {
        builder.timeout = time.toKotlinDuration()
    }

    @JvmStatic
    public fun connectTimeout(builder: TransportConfig.Builder, time: JavaDuration) {
        builder.connectTimeout = time.toKotlinDuration()
    }

    @JvmStatic
    public fun interval(builder: RefreshConfig.Builder, time: JavaDuration) {
        builder.interval = time.toKotlinDuration()
    }

    @JvmStatic
    public fun jitter(builder: RefreshConfig.Builder, time: JavaDuration) {
        builder.jitter = time.toKotlinDuration()
    }

    @JvmStatic
    public fun backoffMax(builder: RefreshConfig.Builder, time: JavaDuration) {
        builder.backoffMax = time.toKotlinDuration()
    }
}
