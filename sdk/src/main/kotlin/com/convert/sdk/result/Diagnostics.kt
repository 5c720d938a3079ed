package com.convert.sdk.result

import org.jspecify.annotations.NullMarked
import org.jspecify.annotations.Nullable

/**
 * Why a request did or did not resolve, safe to log: [details] name the visitor only by a digest.
 *
 * @property reason the outcome.
 * @property message the same for people, and finer: which audience, location, segment, environment or traffic range.
 * @property details read-only facts. Always there: `reason`, `environment`, `visitor_ref` (first 16 hexadecimal digits
 * of the visitor id's SHA-256), `bucket_value` (0 to 9999) and `variation_key`, the last two `null` where unknown; and
 * the keys that were asked for.
 */
@NullMarked
public sealed interface Diagnostic {
    public val reason: DiagnosticReason
    public val message: String
    public val details: Map<String, @Nullable Any?>

    /** Whether the request resolved. */
    public val isResolved: Boolean get() = reason == DiagnosticReason.RESOLVED
}

/** Why an experience did or did not resolve for a visitor. */
@NullMarked
@ConsistentCopyVisibility
public data class ExperienceDiagnostic internal constructor(
    override val reason: DiagnosticReason,
    override val message: String,
    override val details: Map<String, @Nullable Any?>,
) : Diagnostic

/** Why a feature did or did not resolve for a visitor. */
@NullMarked
@ConsistentCopyVisibility
public data class FeatureDiagnostic internal constructor(
    override val reason: DiagnosticReason,
    override val message: String,
    override val details: Map<String, @Nullable Any?>,
) : Diagnostic

/** Whether a goal is known. */
@NullMarked
@ConsistentCopyVisibility
public data class GoalDiagnostic internal constructor(
    override val reason: DiagnosticReason,
    override val message: String,
    override val details: Map<String, @Nullable Any?>,
) : Diagnostic

/** Whether an entity of the configuration is known. */
@NullMarked
@ConsistentCopyVisibility
public data class EntityDiagnostic internal constructor(
    override val reason: DiagnosticReason,
    override val message: String,
    override val details: Map<String, @Nullable Any?>,
) : Diagnostic
