package com.convert.sdk

import org.jspecify.annotations.NullMarked

/**
 * How long the CDN may cache a configuration.
 *
 * @property wireName the level's name in every Convert SDK.
 */
@NullMarked
public enum class CacheLevel(public val wireName: String) {
    /** Shortly; for development. */
    LOW("low"),
}
