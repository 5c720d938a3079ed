package com.convert.sdk.transport

import org.jspecify.annotations.NullMarked
import org.jspecify.annotations.Nullable

/**
 * The way to Convert's servers. One call is one request: no retry, no back-off, no caching, no logging; the SDK does
 * these. Implementations must be safe for any number of coroutines, send `User-Agent: ConvertAgent/1.0` (the service
 * drops events without it), and stop the request when the calling coroutine is cancelled. They are called on threads of
 * the SDK's that may be blocked.
 */
public interface Transport : AutoCloseable {
    /**
     * Asks for the project's configuration.
     *
     * @throws com.convert.sdk.error.ConfigLoadException when there is no usable answer. Any other exception counts as
     * the same failure.
     */
    public suspend fun fetchConfig(request: ConfigRequest): ConfigResponse

    /**
     * Posts a batch of tracking events and gives the answer, whatever its status.
     *
     * @throws Exception when there was no answer.
     */
    public suspend fun sendTracking(request: TrackingRequest): TrackingResponse

    /**
     * Releases connections and threads. May be called twice. What it throws is logged, and closing an instance waits
     * for it for a second.
     */
    override fun close()
}

/**
 * What to ask the configuration service for.
 *
 * @property sdkKey the project's key.
 * @property environment the environment; `null` for the default one.
 * @property lowCache whether to get past the CDN's long-lived cache.
 * @property debugToken token for previews; `null` for none.
 * @property experienceId asks for this experience alone, also when it is a draft; `null` for the whole project.
 * @property etag answer with [ConfigResponse.NotModified] if the configuration still is the one that came with this.
 */
@NullMarked
@ConsistentCopyVisibility
public data class ConfigRequest internal constructor(
    public val sdkKey: String,
    public val environment: @Nullable String?,
    public val lowCache: Boolean,
    public val debugToken: @Nullable String?,
    public val experienceId: @Nullable String?,
    public val etag: @Nullable String?,
) {
    /** Hides the key and the token. */
    override fun toString(): String =
        "ConfigRequest(environment=$environment, lowCache=$lowCache, experienceId=$experienceId)"
}

/** The configuration service's answer. */
@NullMarked
public sealed interface ConfigResponse {
    /**
     * A configuration.
     *
     * @property body its JSON text.
     * @property etag the service's mark for this state of it, if it sent one.
     */
    public data class Loaded(public val body: String, public val etag: @Nullable String?) : ConfigResponse {
        /** Leaves the body out. */
        override fun toString(): String = "Loaded(${body.length} characters)"
    }

    /** Nothing changed since the request's `etag`. */
    public data object NotModified : ConfigResponse
}

/**
 * A batch of tracking events, ready to send.
 *
 * @property projectId fills the `[project_id]` of the tracking URL.
 * @property sdkKey the last part of the path: the project's key, or `accountId/projectId` with direct data.
 * @property body the JSON text to post.
 * @property eventCount events in it.
 */
@NullMarked
@ConsistentCopyVisibility
public data class TrackingRequest internal constructor(
    public val projectId: String,
    public val sdkKey: String,
    public val body: String,
    public val eventCount: Int,
) {
    /** Hides the key and the events. */
    override fun toString(): String = "TrackingRequest(projectId=$projectId, eventCount=$eventCount)"
}

/**
 * The tracking service's answer.
 *
 * @property statusCode its HTTP status; 2xx means delivered.
 * @property retryAfter its `Retry-After` header, untouched; `null` when it sent none.
 */
@NullMarked
public data class TrackingResponse(public val statusCode: Int, public val retryAfter: @Nullable String?)
