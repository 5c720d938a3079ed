package com.convert.sdk

import com.convert.sdk.internal.collections.PackedMap
import com.convert.sdk.internal.json.ValueWarnings
import java.util.Collections

/**
 * What a single decision is to see and do, beside the context's own state. Nothing in it is remembered.
 *
 * ```
 * context.runExperience("checkout") { attributes = mapOf("plan" to "gold") }
 * ```
 */
public class EvaluationOptions private constructor(builder: Builder) {
    /** Whether a value was too deep or too large to be taken, or failed while it was read. */
    @get:JvmSynthetic
    internal var isIncomplete: Boolean = false
        private set

    /** Laid over the visitor's attributes for this call, by key. Values as in [Core.createContext]. Default none. */
    public val attributes: Map<String, Any?> = builder.attributes.frozen { isIncomplete = true }

    /** Laid over the context's location attributes for this call, key by key. Default none. */
    public val location: Map<String, Any?> = builder.location.frozen { isIncomplete = true }

    /** Whether the visitor's exposure is reported, once per visitor and experience. Default true. */
    public val enableTracking: Boolean = builder.enableTracking

    /** Whether a new decision is stored, so that the visitor keeps it. Default true. */
    public val enableStorage: Boolean = builder.enableStorage

    /** A builder that starts from these options. */
    public fun newBuilder(): Builder = Builder(this)

    /** Shows the names of the attributes, not their values. */
    override fun toString(): String = "EvaluationOptions(attributes=${attributes.keys}, location=${location.keys}, " +
        "enableTracking=$enableTracking, enableStorage=$enableStorage)"

    public companion object {
        /** No overlay; tracking and storage on. */
        @JvmField
        public val DEFAULT: EvaluationOptions = Builder().build()

        /** Options as [configure] makes them. */
        public inline operator fun invoke(configure: Builder.() -> Unit): EvaluationOptions =
            Builder().apply(configure).build()
    }

    /** Collects options. */
    public class Builder public constructor() {
        /** See [EvaluationOptions.attributes]. Copied by [build]. */
        public var attributes: Map<String, Any?> = emptyMap()

        /** See [EvaluationOptions.location]. Copied by [build]. */
        public var location: Map<String, Any?> = emptyMap()

        /** See [EvaluationOptions.enableTracking]. */
        public var enableTracking: Boolean = true

        /** See [EvaluationOptions.enableStorage]. */
        public var enableStorage: Boolean = true

        internal constructor(from: EvaluationOptions) : this() {
            attributes = from.attributes
            location = from.location
            enableTracking = from.enableTracking
            enableStorage = from.enableStorage
        }

        /** The options. */
        public fun build(): EvaluationOptions = EvaluationOptions(this)
    }
}

/** A read-only copy, nested values included; none is made of nothing. What cannot be copied is left out. */
internal fun Map<String, Any?>.frozen(warnings: ValueWarnings = ValueWarnings.NONE): Map<String, Any?> {
    val copy = PackedMap.copyOf(this, warnings)
    return if (copy is PackedMap || copy.isEmpty()) copy else Collections.unmodifiableMap(copy)
}
