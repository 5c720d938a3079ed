package com.convert.sdk

import com.convert.sdk.internal.ContextServices
import com.convert.sdk.internal.collections.PackedMap
import com.convert.sdk.internal.decision.VisitorSession
import com.convert.sdk.internal.visitor.state
import com.convert.sdk.internal.visitor.state.VisitorState
import com.convert.sdk.result.ConversionResult
import com.convert.sdk.result.CustomSegmentsResult
import com.convert.sdk.result.EntityDiagnostic
import com.convert.sdk.result.ExperienceDiagnostic
import com.convert.sdk.result.ExperienceResult
import com.convert.sdk.result.FeatureDiagnostic
import com.convert.sdk.result.FeatureResult
import com.convert.sdk.result.GoalDiagnostic

/**
 * Decides for one visitor. Made by [Core.createContext]; keeps the configuration of that moment for all its life.
 *
 * Any number of coroutines may use one context. No function here asks the network, except [setPreview] for a draft.
 * With the default data store and no durable queue nothing suspends, so a call stays on its thread. With another store,
 * the visitor's state is read at the first call; with a durable queue, a call that tracks something suspends until its
 * event is written. No data store's exception ever gets out. When a call is cancelled, what it decided is either
 * recorded wholly or not at all.
 *
 * **Pitfalls.** Make a context per request or session: one that is kept for long decides with an old configuration.
 * Give the same visitor the same id everywhere, or the variation changes. [setAttributes] reaches later contexts of the
 * visitor, too; for one call, give [EvaluationOptions]. Asking for a feature reports an exposure as any decision does:
 * ask when it is shown, or switch tracking off for the call.
 */
public class Context internal constructor(
    private val session: VisitorSession,
    private val services: ContextServices,
) {
    /** The visitor. */
    public val visitorId: String get() = session.visitorId

    /** The configuration this context decides with. */
    public val snapshot: ConfigSnapshot get() = session.snapshot

    /**
     * The variation that the visitor gets of the experience with [key]; `null` when there is none for this visitor.
     *
     * Throws nothing: a data store that fails or is slow is done without. Cancelled, it records all or nothing.
     */
    public suspend fun runExperience(key: String): ExperienceResult? = runExperience(key, EvaluationOptions.DEFAULT)

    /** Same, with [options] for this call. */
    public suspend fun runExperience(key: String, options: EvaluationOptions): ExperienceResult? =
        services.experiences.run(session, key, noted(options))

    /** Same, with options as [configure] makes them. */
    @JvmSynthetic
    public suspend inline fun runExperience(
        key: String,
        configure: EvaluationOptions.Builder.() -> Unit,
    ): ExperienceResult? = runExperience(key, EvaluationOptions(configure))

    /**
     * The variations that the visitor gets of all experiences, in configuration order. Failure and cancellation as with
     * [runExperience].
     */
    public suspend fun runExperiences(): List<ExperienceResult> = runExperiences(EvaluationOptions.DEFAULT)

    /** Same, with [options] for this call. */
    public suspend fun runExperiences(options: EvaluationOptions): List<ExperienceResult> =
        services.experiences.runAll(session, noted(options))

    /** Same, with options as [configure] makes them. */
    @JvmSynthetic
    public suspend inline fun runExperiences(configure: EvaluationOptions.Builder.() -> Unit): List<ExperienceResult> =
        runExperiences(EvaluationOptions(configure))

    /**
     * The feature with [key] as the visitor gets it, from the first experience that serves it; `null` when none does.
     * Exposure to that experience alone is recorded. Failure and cancellation as with [runExperience].
     */
    public suspend fun runFeature(key: String): FeatureResult? = runFeature(key, EvaluationOptions.DEFAULT)

    /** Same, with [options] for this call. */
    public suspend fun runFeature(key: String, options: EvaluationOptions): FeatureResult? =
        services.features.run(session, key, noted(options))

    /** Same, with options as [configure] makes them. */
    @JvmSynthetic
    public suspend inline fun runFeature(
        key: String,
        configure: EvaluationOptions.Builder.() -> Unit,
    ): FeatureResult? = runFeature(key, EvaluationOptions(configure))

    /** All features that the visitor gets, in configuration order. Failure and cancellation as with [runExperience]. */
    public suspend fun runFeatures(): List<FeatureResult> = runFeatures(EvaluationOptions.DEFAULT)

    /** Same, with [options] for this call. */
    public suspend fun runFeatures(options: EvaluationOptions): List<FeatureResult> =
        services.features.runAll(session, noted(options))

    /** Same, with options as [configure] makes them. */
    @JvmSynthetic
    public suspend inline fun runFeatures(configure: EvaluationOptions.Builder.() -> Unit): List<FeatureResult> =
        runFeatures(EvaluationOptions(configure))

    /**
     * Queues a conversion of the visitor for the goal with [goalKey], once per visitor and goal. Delivery comes
     * later and in batches; an unknown goal, a full queue and a file that cannot be written are results, not
     * exceptions. Cancelled, it either queues and marks the conversion or does neither.
     */
    public suspend fun trackConversion(goalKey: String): ConversionResult =
        trackConversion(goalKey, ConversionOptions.DEFAULT)

    /**
     * Same, with goal data and switches in [options].
     *
     * @throws com.convert.sdk.error.ConversionDataException when a value of the goal data cannot be sent.
     */
    public suspend fun trackConversion(goalKey: String, options: ConversionOptions): ConversionResult =
        services.conversions.track(session, goalKey, options)

    /** Same, with [revenue] as the amount: any finite number, in the project's currency. */
    public suspend fun trackConversion(goalKey: String, revenue: Number): ConversionResult =
        trackConversion(goalKey, ConversionOptions { this.revenue = revenue })

    /** Same, with goal data and switches as [configure] makes them. */
    @JvmSynthetic
    public suspend inline fun trackConversion(
        goalKey: String,
        configure: ConversionOptions.Builder.() -> Unit,
    ): ConversionResult = trackConversion(goalKey, ConversionOptions(configure))

    /**
     * Lays [attributes] over the visitor's, for this context and, through the data store, for later ones. Values as in
     * [Core.createContext]. Throws nothing: when the data store fails, they hold for this context alone. Cancelled,
     * they may hold for this context without being stored.
     */
    public suspend fun setAttributes(attributes: Map<String, Any?>): Unit =
        session.setAttributes(PackedMap.copyOf(attributes, services.warnings))

    /**
     * Lays [segments] over the visitor's default segments, for this context and later ones. They group reports
     * (`browser`, `devices`, `source`, `campaign`, `visitorType`, `country`, `customSegments`); rules do not see them.
     * Given `customSegments` come before those of the visitor so far, none of which is forgotten. Failure and
     * cancellation as with [setAttributes].
     */
    public suspend fun setSegments(segments: Map<String, Any?>): Unit =
        session.view.profile.remember(VisitorState.ofSegments(PackedMap.copyOf(segments, services.warnings)))

    /**
     * Asks which of the custom segments with [keys] the visitor belongs to, and remembers the answer. Failure and
     * cancellation as with [setAttributes].
     */
    public suspend fun runCustomSegments(keys: Collection<String>): CustomSegmentsResult =
        runCustomSegments(keys, emptyMap())

    /** Same, with [ruleData] laid over the visitor's attributes for this call. */
    public suspend fun runCustomSegments(keys: Collection<String>, ruleData: Map<String, Any?>): CustomSegmentsResult =
        services.segments.run(session, keys, PackedMap.copyOf(ruleData, services.warnings))

    /**
     * Forces the variation with [variationId] of the experience with [experienceId] on this context, which from then on
     * leaves no trace: nothing is stored, queued or announced. An experience that the configuration does not have, such
     * as a draft, is asked for over the network, with an SDK key.
     *
     * Gives false, and ends any preview, when there is no such variation or it cannot be loaded, which the log says.
     * Cancelled, it leaves the context as it was. A call that is under way goes on as it began.
     *
     * @see parsePreviewParam
     */
    public suspend fun setPreview(experienceId: String, variationId: String): Boolean =
        services.previews.start(session, experienceId, variationId)

    /**
     * The visitor's state as this context knows it. Reads the data store if that has not happened yet; one that fails
     * counts as empty.
     */
    public suspend fun state(): ContextState {
        val context = session.view
        val state = context.profile.state()
        return ContextState(visitorId, snapshot, context.attributes(state), state.segments, state.bucketing)
    }

    /** The entity of [type] with [key]; `null` when there is none. */
    public fun getConfigEntity(type: EntityType, key: String): ConfigEntity? = snapshot.entityByKey(type, key)

    /** The entities of [type] with [keys], in the order of the keys, without those that do not exist. */
    public fun getConfigEntities(type: EntityType, keys: Collection<String>): List<ConfigEntity> =
        keys.mapNotNull { snapshot.entityByKey(type, it) }

    /** The entity of [type] with [id]; `null` when there is none. */
    public fun getConfigEntityById(type: EntityType, id: String): ConfigEntity? = snapshot.entityById(type, id)

    /** Why the visitor does or does not get a variation of the experience with [key]. Records and throws nothing. */
    public suspend fun diagnoseExperience(key: String): ExperienceDiagnostic =
        diagnoseExperience(key, EvaluationOptions.DEFAULT)

    /** Same, with [options] for this call. */
    public suspend fun diagnoseExperience(key: String, options: EvaluationOptions): ExperienceDiagnostic =
        services.diagnosis.experience(session, key, noted(options))

    /** Why the visitor does or does not get the feature with [key]. Records and throws nothing. */
    public suspend fun diagnoseFeature(key: String): FeatureDiagnostic = diagnoseFeature(key, EvaluationOptions.DEFAULT)

    /** Same, with [options] for this call. */
    public suspend fun diagnoseFeature(key: String, options: EvaluationOptions): FeatureDiagnostic =
        services.diagnosis.feature(session, key, noted(options))

    /** Whether the goal with [goalKey] is known. */
    public fun diagnoseGoal(goalKey: String): GoalDiagnostic = services.diagnosis.goal(session, goalKey)

    /** Whether the entity with [key] of the type called [entityType], such as `goals`, is known. */
    public fun diagnoseEntity(entityType: String, key: String): EntityDiagnostic =
        services.diagnosis.entity(session, entityType, key)

    private fun noted(options: EvaluationOptions): EvaluationOptions {
        if (options.isIncomplete) services.warnings.valueLeftOut()
        return options
    }

    /** Leaves the visitor out, so that a context can be logged. */
    override fun toString(): String = "Context(${snapshot.projectId})"
}
