package com.convert.sdk

import com.convert.sdk.error.ConvertSdkException
import org.jspecify.annotations.NullMarked
import org.jspecify.annotations.Nullable

/** Where an SDK instance stands. */
@NullMarked
public sealed interface CoreState {
    /** Made, not asked to initialize yet. */
    public data object Created : CoreState

    /** Loading its first configuration. */
    public data object Loading : CoreState

    /**
     * Has a configuration.
     *
     * @property source where that configuration came from.
     */
    @ConsistentCopyVisibility
    public data class Ready internal constructor(public val source: ConfigSource) : CoreState

    /**
     * The first configuration could not be loaded.
     *
     * @property error why.
     * @property retryInMillis with [StartMode.BACKGROUND]: time from the failure to the next attempt, in milliseconds.
     * `null` when there is none by itself: `initialize()` may be called again.
     */
    @ConsistentCopyVisibility
    public data class Failed internal constructor(
        public val error: ConvertSdkException,
        public val retryInMillis: @Nullable Long? = null,
    ) : CoreState

    /** Closed; it cannot be used again. */
    public data object Closed : CoreState
}

/** Where a configuration came from. */
@NullMarked
public enum class ConfigSource {
    /** The settings: direct data. */
    DIRECT,

    /** Convert's servers. */
    REMOTE,

    /** The last known good one in the cache file, because Convert's servers could not be reached. */
    CACHE,
}
