package com.convert.sdk.internal.interop

import com.convert.sdk.InternalConvertApi
import com.convert.sdk.RefreshConfig
import com.convert.sdk.SdkConfig
import com.convert.sdk.TransportConfig
import kotlin.time.toJavaDuration
import kotlin.time.toKotlinDuration
import java.time.Duration as JavaDuration

/** Settings that Java cannot reach: a name with Kotlin's `Duration` behind it is not one that Java can write. */
@InternalConvertApi
public object JavaTime {
    /** Sets [SdkConfig.Builder.autoFlushInterval]. */
    @JvmStatic
    public fun autoFlushInterval(builder: SdkConfig.Builder, time: JavaDuration) {
        builder.autoFlushInterval = time.toKotlinDuration()
    }

    /** Sets [SdkConfig.Builder.dataStoreTimeout]. */
    @JvmStatic
    public fun dataStoreTimeout(builder: SdkConfig.Builder, time: JavaDuration) {
        builder.dataStoreTimeout = time.toKotlinDuration()
    }

    /** Sets [SdkConfig.Builder.dataStoreTimeToLive]. */
    @JvmStatic
    public fun dataStoreTimeToLive(builder: SdkConfig.Builder, time: JavaDuration?) {
        builder.dataStoreTimeToLive = time?.toKotlinDuration()
    }

    /** Sets [SdkConfig.Builder.closeTimeout]. */
    @JvmStatic
    public fun closeTimeout(builder: SdkConfig.Builder, time: JavaDuration) {
        builder.closeTimeout = time.toKotlinDuration()
    }

    /** Sets [TransportConfig.Builder.timeout]. */
    @JvmStatic
    public fun timeout(builder: TransportConfig.Builder, time: JavaDuration) {
        builder.timeout = time.toKotlinDuration()
    }

    /** Sets [TransportConfig.Builder.connectTimeout]. */
    @JvmStatic
    public fun connectTimeout(builder: TransportConfig.Builder, time: JavaDuration) {
        builder.connectTimeout = time.toKotlinDuration()
    }

    /** Sets [RefreshConfig.Builder.interval]. */
    @JvmStatic
    public fun interval(builder: RefreshConfig.Builder, time: JavaDuration) {
        builder.interval = time.toKotlinDuration()
    }

    /** Sets [RefreshConfig.Builder.jitter]. */
    @JvmStatic
    public fun jitter(builder: RefreshConfig.Builder, time: JavaDuration) {
        builder.jitter = time.toKotlinDuration()
    }

    /** Sets [RefreshConfig.Builder.backoffMax]. */
    @JvmStatic
    public fun backoffMax(builder: RefreshConfig.Builder, time: JavaDuration) {
        builder.backoffMax = time.toKotlinDuration()
    }

    /** Reads [SdkConfig.autoFlushInterval]. */
    @JvmStatic
    public fun autoFlushInterval(config: SdkConfig): JavaDuration? = config.autoFlushInterval?.toJavaDuration()

    /** Reads [SdkConfig.dataStoreTimeout]. */
    @JvmStatic
    public fun dataStoreTimeout(config: SdkConfig): JavaDuration = config.dataStoreTimeout.toJavaDuration()

    /** Reads [SdkConfig.dataStoreTimeToLive]. */
    @JvmStatic
    public fun dataStoreTimeToLive(config: SdkConfig): JavaDuration? = config.dataStoreTimeToLive?.toJavaDuration()

    /** Reads [SdkConfig.closeTimeout]. */
    @JvmStatic
    public fun closeTimeout(config: SdkConfig): JavaDuration = config.closeTimeout.toJavaDuration()

    /** Reads [TransportConfig.timeout]. */
    @JvmStatic
    public fun timeout(config: TransportConfig): JavaDuration = config.timeout.toJavaDuration()

    /** Reads [TransportConfig.connectTimeout]. */
    @JvmStatic
    public fun connectTimeout(config: TransportConfig): JavaDuration = config.connectTimeout.toJavaDuration()

    /** Reads [RefreshConfig.interval]. */
    @JvmStatic
    public fun interval(config: RefreshConfig): JavaDuration = config.interval.toJavaDuration()

    /** Reads [RefreshConfig.jitter]. */
    @JvmStatic
    public fun jitter(config: RefreshConfig): JavaDuration = config.jitter.toJavaDuration()

    /** Reads [RefreshConfig.backoffMax]. */
    @JvmStatic
    public fun backoffMax(config: RefreshConfig): JavaDuration = config.backoffMax.toJavaDuration()
}
