package com.convert.sdk.internal.decision

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.EntityType
import com.convert.sdk.EvaluationOptions
import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.internal.evaluation.BucketHash
import com.convert.sdk.internal.evaluation.ExperiencePlan
import com.convert.sdk.internal.evaluation.FeaturePlan
import com.convert.sdk.internal.evaluation.Miss
import com.convert.sdk.internal.evaluation.VariationPlan
import com.convert.sdk.internal.evaluation.rules.EvaluationWarnings
import com.convert.sdk.internal.events.EventSink
import com.convert.sdk.internal.runtime.visitorRef
import com.convert.sdk.internal.text.shown
import com.convert.sdk.internal.visitor.state
import com.convert.sdk.result.DiagnosticReason
import com.convert.sdk.result.EntityDiagnostic
import com.convert.sdk.result.ExperienceDiagnostic
import com.convert.sdk.result.FeatureDiagnostic
import com.convert.sdk.result.GoalDiagnostic
import java.util.Collections

/** Says why something did or did not resolve for a visitor. Decides as a real call would, and records nothing. */
internal class Diagnosis(
    private val features: FeatureDecisions,
    private val warnings: EvaluationWarnings,
    private val events: EventSink,
    private val absence: () -> String,
) {
    suspend fun experience(session: VisitorSession, key: String, options: EvaluationOptions): ExperienceDiagnostic {
        val context = session.view
        val call = DecisionCall(context, context.profile.state(), options, warnings)
        val finding = call.experiences.experience(key)?.let { explain(call, it) }
            ?: unknown(EntityType.EXPERIENCE, key, context, DiagnosticReason.EXPERIENCE_NOT_FOUND)
        return finding.about("experience_key" to key).report(context, key, ::ExperienceDiagnostic)
    }

    suspend fun feature(session: VisitorSession, key: String, options: EvaluationOptions): FeatureDiagnostic {
        val context = session.view
        val call = SharedDecisions(context, context.profile.state(), options, warnings)
        val finding = call.experiences.feature(key)?.let { explain(call, it) }
            ?: unknown(EntityType.FEATURE, key, context, DiagnosticReason.FEATURE_NOT_FOUND)
        return finding.about("feature_key" to key).report(context, key, ::FeatureDiagnostic)
    }

    fun goal(session: VisitorSession, key: String): GoalDiagnostic {
        val finding = if (session.snapshot.entityByKey(EntityType.GOAL, key) != null) {
            Finding(DiagnosticReason.RESOLVED, "the goal is known")
        } else {
            unknown(EntityType.GOAL, key, session, DiagnosticReason.GOAL_NOT_FOUND)
        }
        return finding.about("goal_key" to key).report(session, key, ::GoalDiagnostic)
    }

    fun entity(session: VisitorSession, typeName: String, key: String): EntityDiagnostic {
        val type = EntityType.of(typeName)
        val finding = when {
            type == null -> Finding(
                DiagnosticReason.ENTITY_NOT_FOUND,
                "there is no type '${typeName.shown()}' of entity; it is one of ${EntityType.entries.joinToString()}",
            )

            session.snapshot.entityByKey(type, key) == null ->
                unknown(type, key, session, DiagnosticReason.ENTITY_NOT_FOUND)

            else -> Finding(DiagnosticReason.RESOLVED, "the entity is known")
        }
        return finding.about("entity_type" to typeName).about("entity_key" to key)
            .report(session, key, ::EntityDiagnostic)
    }

    private fun unknown(type: EntityType, key: String, context: ContextView, reason: DiagnosticReason): Finding =
        if (context.snapshot === ConfigSnapshot.NONE) {
            Finding(DiagnosticReason.PROJECT_MAPPING_REQUIRED, absence())
        } else {
            Finding(reason, unknownKey(type, key, context.snapshot))
        }

    private fun explain(call: DecisionCall, experience: ExperiencePlan): Finding {
        val finding = when (val decision = call.decide(experience)) {
            is Miss -> MissExplainer(experience, call).of(decision)
            is VariationPlan -> Finding(
                reason = DiagnosticReason.RESOLVED,
                message = resolvedHow(call, decision),
                variationKey = decision.result.variationKey,
            )
        }
        return finding.copy(bucketValue = experience.hash.value(call.id))
    }

    private fun explain(call: SharedDecisions, feature: FeaturePlan): Finding {
        val served = features.find(call, feature) ?: return notServed(feature)
        return Finding(
            reason = DiagnosticReason.RESOLVED,
            message = "served by experience '${served.result.experienceKey}'",
            bucketValue = BucketHash(served.experienceId).value(call.id),
            variationKey = served.result.variationKey,
            details = mapOf("experience_key" to served.result.experienceKey),
        )
    }

    private fun resolvedHow(call: DecisionCall, served: VariationPlan): String = when {
        call.preview?.forced === served -> "forced by a preview"
        call.state.bucketing[served.experienceId] == served.variationId -> "the visitor's stored decision"
        else -> "bucketed by the visitor's hash"
    }

    private fun notServed(feature: FeaturePlan): Finding {
        val carriers = feature.carriers.map { it.key }
        val message = if (carriers.isEmpty()) {
            "no variation of any experience carries it"
        } else {
            "the visitor gets no variation that carries it; it is carried by ${carriers.joinToString { "'$it'" }}"
        }
        val details = mapOf("carried_by" to carriers)
        return Finding(DiagnosticReason.FEATURE_NOT_IN_SELECTED_VARIATIONS, message, details = details)
    }

    private fun <T> Finding.report(
        context: ContextView,
        key: String,
        make: (DiagnosticReason, String, Map<String, Any?>) -> T,
    ): T {
        if (events.active) events.emit(LifecycleEvent.Diagnostic(reason, key))
        val all = LinkedHashMap<String, Any?>(details)
        all["reason"] = reason.wireName
        all["environment"] = context.snapshot.plan.environment
        all["visitor_ref"] = visitorRef(context.visitorId)
        all["bucket_value"] = bucketValue
        all["variation_key"] = variationKey
        return make(reason, message, Collections.unmodifiableMap(all))
    }

    /** A diagnosis in the making. */
    data class Finding(
        val reason: DiagnosticReason,
        val message: String,
        val bucketValue: Int? = null,
        val variationKey: String? = null,
        val details: Map<String, Any?> = emptyMap(),
    ) {
        fun about(detail: Pair<String, Any?>) = copy(details = details + detail)
    }
}
