@file:JvmName("PreviewParams")

package com.convert.sdk

import org.jspecify.annotations.NullMarked
import org.jspecify.annotations.Nullable

/**
 * What a preview link asks for.
 *
 * @property experienceId id of the experience, for [Context.setPreview].
 * @property variationId id of the variation, for [Context.setPreview].
 */
@NullMarked
@ConsistentCopyVisibility
public data class PreviewParam internal constructor(
    public val experienceId: String,
    public val variationId: String,
)

/**
 * Reads the value of a preview link's `convert_preview` parameter: the digits of an experience's id, a dot, and the
 * digits of a variation's id, as in `3001.3101`. Gives `null` for anything else; never throws.
 */
public fun parsePreviewParam(value: @Nullable String?): @Nullable PreviewParam? {
    val ids = value?.split('.')?.takeIf { it.size == 2 && it.all(::isDigits) } ?: return null
    return PreviewParam(ids[0], ids[1])
}

private fun isDigits(text: String): Boolean = text.isNotEmpty() && text.all { it in '0'..'9' }
