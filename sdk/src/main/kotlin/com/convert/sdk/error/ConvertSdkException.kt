package com.convert.sdk.error

import org.jspecify.annotations.NullMarked
import org.jspecify.annotations.Nullable
import java.util.Collections

/**
 * Base of everything this SDK throws on purpose.
 *
 * Messages and [context] are safe to log: they never hold an SDK key, a secret, a visitor id or an attribute value.
 *
 * @property code stable, machine-readable category such as `config_load_failed`; `null` where there is only one cause.
 * @property context read-only operational facts about the failure.
 */
@NullMarked
public open class ConvertSdkException internal constructor(
    message: String,
    public val code: @Nullable String? = null,
    context: Map<String, Any?> = emptyMap(),
    cause: Throwable? = null,
) : RuntimeException(message, cause) {
    public val context: Map<String, @Nullable Any?> = Collections.unmodifiableMap(LinkedHashMap(context))
}
