package com.convert.sdk.batch

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.EntityType
import com.convert.sdk.java.Core
import com.convert.sdk.java.EvaluationOptions
import com.convert.sdk.result.ExperienceResult
import org.jspecify.annotations.NullMarked
import org.jspecify.annotations.Nullable
import java.io.Serializable

/**
 * Says which variations visitors get, by the hundred million: for jobs on Spark, Flink or a thread pool. Leaves no
 * trace, because there is nothing here to leave one with: no data store, no queue, no way to the network. Reads nothing
 * and knows no clock, so the same question always has the same answer.
 *
 * The answers are those of a visitor who comes for the first time: a decision that a data store holds, and custom
 * segments that a visitor was found to be in, are not known here.
 *
 * Serializable: it travels as the configuration's text, and each JVM compiles a text once. Any number of threads may
 * use it. Results are not serializable; take ids or keys out of them.
 *
 * ```
 * val assigner = Assigner(json, "production")
 * val variation = assigner.variation("checkout", "visitor-1", mapOf("country" to "US"))
 * ```
 */
@NullMarked
public class Assigner private constructor(private val source: ProjectSource) : Serializable {
    @Transient
    private val core: Core = CompiledProjects.of(source)

    /**
     * With the configuration in the JSON text [json], for the [environment] of that name; `null` for none, which leaves
     * out the experiences that name one.
     *
     * @throws com.convert.sdk.error.InvalidConfigException when [json] is no usable configuration.
     */
    public constructor(json: String, environment: @Nullable String?) : this(ProjectSource(json, environment))

    /** Same, for no environment. */
    public constructor(json: String) : this(json, null)

    /** Keys of all experiences, in configuration order. */
    public val experienceKeys: List<String>
        get() = snapshot.experiences.mapNotNull { it.key }.distinct()

    private val snapshot: ConfigSnapshot get() = core.currentConfig.orElseThrow()

    /** Same, for a visitor without attributes. */
    public fun variation(experienceKey: String, visitorId: String): @Nullable ExperienceResult? =
        variation(experienceKey, visitorId, emptyMap())

    /** Same, without a location: experiences that are bound to one then admit nobody. */
    public fun variation(
        experienceKey: String,
        visitorId: String,
        attributes: Map<String, @Nullable Any?>,
    ): @Nullable ExperienceResult? = variation(experienceKey, visitorId, attributes, emptyMap())

    /**
     * The variation that the visitor gets of the experience with [experienceKey]; `null` when there is none for this
     * visitor. Audience rules see [attributes], location rules see [location]. A mutual-exclusion rule sees no other
     * decision; [variations] shows it those of the same call.
     *
     * @throws IllegalArgumentException when [visitorId] is empty, or no experience has the key.
     */
    public fun variation(
        experienceKey: String,
        visitorId: String,
        attributes: Map<String, @Nullable Any?>,
        location: Map<String, @Nullable Any?>,
    ): @Nullable ExperienceResult? {
        val served = core.createContext(visitorId, attributes, location).runExperience(experienceKey, WITHOUT_TRACE)
        return if (served.isPresent) served.get() else none(experienceKey)
    }

    /** Same, for a visitor without attributes. */
    public fun variations(visitorId: String): List<ExperienceResult> = variations(visitorId, emptyMap())

    /** Same, without a location: experiences that are bound to one then admit nobody. */
    public fun variations(visitorId: String, attributes: Map<String, @Nullable Any?>): List<ExperienceResult> =
        variations(visitorId, attributes, emptyMap())

    /**
     * The variations that the visitor gets of all experiences, in configuration order; those that have none for this
     * visitor are left out. A mutual-exclusion rule sees what is decided about the experiences before its own.
     *
     * @throws IllegalArgumentException when [visitorId] is empty.
     */
    public fun variations(
        visitorId: String,
        attributes: Map<String, @Nullable Any?>,
        location: Map<String, @Nullable Any?>,
    ): List<ExperienceResult> =
        core.createContext(visitorId, attributes, location).runExperiences(WITHOUT_TRACE)

    // A job that asks for the wrong key should not run for hours before somebody sees a column of nulls.
    private fun none(experienceKey: String): ExperienceResult? {
        requireNotNull(snapshot.entityByKey(EntityType.EXPERIENCE, experienceKey)) {
            "no experience has the key '$experienceKey'"
        }
        return null
    }

    /** Serialization asks for it. */
    @Suppress("UnusedPrivateMember")
    private fun readResolve(): Any = Assigner(source)

    /** Leaves the configuration out. */
    override fun toString(): String = "Assigner(${snapshot.projectId}, environment=${source.environment})"

    private companion object {
        private const val serialVersionUID = 1L

        private val WITHOUT_TRACE: EvaluationOptions =
            EvaluationOptions.builder().enableStorage(false).enableTracking(false).build()
    }
}
