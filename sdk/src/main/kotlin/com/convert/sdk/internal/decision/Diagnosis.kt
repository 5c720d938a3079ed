package com.convert.sdk.internal.decision

import com.convert.sdk.EntityType
import com.convert.sdk.EvaluationOptions
import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.internal.evaluation.BucketHash
import com.convert.sdk.internal.evaluation.EvaluationTrouble
import com.convert.sdk.internal.evaluation.ExperiencePlan
import com.convert.sdk.internal.evaluation.FeaturePlan
import com.convert.sdk.internal.evaluation.Miss
import com.convert.sdk.internal.evaluation.VariationPlan
import com.convert.sdk.internal.events.EventSink
import com.convert.sdk.internal.memory.VisitorState
import com.convert.sdk.internal.runtime.visitorRef
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
    private val trouble: EvaluationTrouble,
    private val events: EventSink,
) {
    suspend fun experience(session: VisitorSession, key: String, options: EvaluationOptions): ExperienceDiagnostic {
        val state = session.memory.state()
        val experience = session.snapshot.plan.experience(key)
        val finding = experience?.let { explain(session, state, it, options) }
            ?: Finding(DiagnosticReason.EXPERIENCE_NOT_FOUND, "no experience has this key")
        return finding.about("experience_key" to key).report(session, key, ::ExperienceDiagnostic)
    }

    suspend fun feature(session: VisitorSession, key: String, options: EvaluationOptions): FeatureDiagnostic {
        val state = session.memory.state()
        val feature = session.snapshot.plan.feature(key)
        val served = features.find(session, state, key, options)
        val finding = when {
            feature == null -> Finding(DiagnosticReason.FEATURE_NOT_FOUND, "no feature has this key")
            served != null -> served(session, served)
            else -> notServed(feature)
        }
        return finding.about("feature_key" to key).report(session, key, ::FeatureDiagnostic)
    }

    fun goal(session: VisitorSession, key: String): GoalDiagnostic {
        val finding = if (session.snapshot.entityByKey(EntityType.GOAL, key) != null) {
            Finding(DiagnosticReason.RESOLVED, "the goal is known")
        } else {
            Finding(DiagnosticReason.GOAL_NOT_FOUND, "no goal has this key")
        }
        return finding.about("goal_key" to key).report(session, key, ::GoalDiagnostic)
    }

    fun entity(session: VisitorSession, typeName: String, key: String): EntityDiagnostic {
        val type = EntityType.of(typeName)
        val finding = when {
            type == null -> Finding(DiagnosticReason.ENTITY_NOT_FOUND, "there is no such type of entity")
            session.snapshot.entityByKey(type, key) == null ->
                Finding(DiagnosticReason.ENTITY_NOT_FOUND, "no entity of this type has this key")

            else -> Finding(DiagnosticReason.RESOLVED, "the entity is known")
        }
        return finding.about("entity_type" to typeName).about("entity_key" to key)
            .report(session, key, ::EntityDiagnostic)
    }

    private fun explain(
        session: VisitorSession,
        state: VisitorState,
        experience: ExperiencePlan,
        options: EvaluationOptions,
    ): Finding {
        val finding = when (val decision = Deciding(session, state, options, trouble).decide(experience)) {
            is Miss -> Explanation(experience, session.visitor(state, state, options, trouble)).of(decision)
            is VariationPlan -> Finding(
                reason = DiagnosticReason.RESOLVED,
                message = resolvedHow(session, state, decision),
                variationKey = decision.result.variationKey,
            )
        }
        return finding.copy(bucketValue = experience.hash.value(session.visitorId))
    }

    private fun resolvedHow(session: VisitorSession, state: VisitorState, served: VariationPlan): String = when {
        session.preview?.forced === served -> "forced by a preview"
        state.bucketing[served.experienceId] == served.variationId -> "the visitor's stored decision"
        else -> "bucketed by the visitor's hash"
    }

    private fun served(session: VisitorSession, served: VariationPlan) = Finding(
        reason = DiagnosticReason.RESOLVED,
        message = "served by experience '${served.result.experienceKey}'",
        bucketValue = BucketHash(served.experienceId).value(session.visitorId),
        variationKey = served.result.variationKey,
        details = mapOf("experience_key" to served.result.experienceKey),
    )

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
        session: VisitorSession,
        key: String,
        make: (DiagnosticReason, String, Map<String, Any?>) -> T,
    ): T {
        if (events.active) events.emit(LifecycleEvent.Diagnostic(reason, key))
        val all = LinkedHashMap<String, Any?>(details)
        all["reason"] = reason.wireName
        all["environment"] = session.snapshot.plan.environment
        all["visitor_ref"] = visitorRef(session.visitorId)
        all["bucket_value"] = bucketValue
        all["variation_key"] = variationKey
        return make(reason, message, Collections.unmodifiableMap(all))
    }
}
