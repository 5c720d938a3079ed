package com.convert.sdk.inspector

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.CoreMetrics
import com.convert.sdk.CoreState
import com.convert.sdk.inspect.Inspect
import com.convert.sdk.inspect.PlannedExperience
import com.convert.sdk.inspect.SrmArm
import com.convert.sdk.inspect.SrmReport
import com.convert.sdk.inspect.SrmVerdict
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.addJsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject
import java.time.Clock

/** All that the page shows, as JSON; the time comes first. */
internal class PageState(
    private val core: InspectedCore,
    private val observation: Observation,
    private val clock: Clock,
) {
    private val lock = Any()
    private var plan: Plan? = null
    private var refreshes = 0L
    private var refreshedAt: Long? = null

    /** What a snapshot plans, worked out once, and when it was first seen. */
    private class Plan(val snapshot: ConfigSnapshot, val experiences: List<PlannedExperience>, val seenAt: Long)

    init {
        // So that the age counts from the instance's start, and not from the first look at the page.
        currentPlan()
    }

    fun now(): JsonObject {
        val metrics = core.metrics
        val plan = currentPlan()
        return buildJsonObject {
            put("now", clock.millis())
            putJsonObject("instance") { instance(core.state).forEach { (name, text) -> put(name, text) } }
            put("configuration", configuration(plan, metrics))
            put("delivery", delivery(metrics))
            put("watching_since", observation.since?.toEpochMilli())
            put("experiences", JsonArray(plan?.experiences.orEmpty().take(SHOWN).map(::experience)))
            put("features", features(plan))
            put("feed", feed())
        }
    }

    private fun features(plan: Plan?) =
        JsonArray(plan?.snapshot?.features.orEmpty().take(SHOWN).mapNotNull { it.key }.map(::JsonPrimitive))

    private fun currentPlan(): Plan? = synchronized(lock) {
        val snapshot = core.config ?: return plan
        val known = plan?.takeIf { it.snapshot === snapshot }
        known ?: Plan(snapshot, Inspect.plan(snapshot), clock.millis()).also { plan = it }
    }

    private fun instance(state: CoreState): Map<String, String> = when (state) {
        is CoreState.Created -> mapOf("state" to "created")
        is CoreState.Loading -> mapOf("state" to "loading")
        is CoreState.Ready -> mapOf("state" to "ready", "source" to state.source.name.lowercase())
        is CoreState.Failed -> mapOf("state" to "failed", "failure" to state.error.javaClass.simpleName)
        is CoreState.Closed -> mapOf("state" to "closed")
    }

    private fun configuration(plan: Plan?, metrics: CoreMetrics) = buildJsonObject {
        synchronized(lock) {
            if (metrics.refreshes != refreshes) {
                refreshes = metrics.refreshes
                refreshedAt = clock.millis()
            }
            put("fetched_at", refreshedAt)
        }
        put("seen_at", plan?.seenAt)
        put("account", plan?.snapshot?.accountId)
        put("project", plan?.snapshot?.projectId)
        put("experiences", plan?.experiences?.size ?: 0)
        put("fetches", metrics.refreshes)
        put("failed_fetches", metrics.refreshFailures)
    }

    private fun delivery(metrics: CoreMetrics) = buildJsonObject {
        val (decisions, conversions) = observation.feed.counts()
        put("decided", metrics.decisions)
        put("queued", metrics.eventsQueued)
        put("delivered", metrics.eventsDelivered)
        put("waiting", metrics.queueLength)
        put("oldest_millis", metrics.oldestEventAgeMillis)
        put("retries", metrics.deliveryRetries)
        put("lost", metrics.eventsDroppedQueueFull + metrics.eventsDroppedRejected + metrics.eventsLeftAtClose)
        put("store_errors", metrics.storeErrors)
        put("missed", metrics.listenerEventsMissed)
        put("heard_decisions", decisions)
        put("heard_conversions", conversions)
        put("reporting", core.isReporting)
    }

    private fun experience(planned: PlannedExperience): JsonObject {
        val seen = observation.visitors.of(planned.key)
        val ratio = ratio(planned, seen)
        val arms = ratio?.arms?.associateBy { it.name }.orEmpty()
        return buildJsonObject {
            put("key", planned.key)
            put("id", planned.id)
            put("archived", planned.archived)
            put("environment", planned.environment)
            put("visitors", ratio?.visitors ?: 0)
            put("one_in", seen?.oneIn ?: 1)
            put("verdict", ratio?.verdict?.name?.lowercase())
            put("p_value", ratio?.pValue)
            putJsonArray("variations") {
                for (variation in planned.variations) {
                    addJsonObject {
                        put("id", variation.id)
                        put("name", variation.name)
                        put("planned", variation.share)
                        put("expected", arms[variation.id]?.planned ?: variation.share)
                        arms[variation.id]?.let { counted(it) }
                    }
                }
            }
        }
    }

    private fun JsonObjectBuilder.counted(arm: SrmArm) {
        put("count", arm.count)
        put("share", arm.share)
        put("low", arm.interval.low)
        put("high", arm.interval.high)
    }

    /** Nobody is seen whom the traffic leaves out, so the plan is that of those within it. */
    private fun ratio(planned: PlannedExperience, seen: SeenSplit?): SrmReport? {
        val plan = planned.variations.associate { it.id to it.share }
        if (seen == null || plan.values.none { it > 0 }) return null
        return Inspect.srm(plan, plan.keys.associateWith { seen.counts[it] ?: 0L }, LEVEL)
            .takeIf { it.visitors > 0 || it.verdict != SrmVerdict.TOO_FEW }
    }

    private fun feed() = JsonArray(
        observation.feed.recent().map { event ->
            buildJsonObject {
                put("at", event.at)
                put("kind", event.kind)
                event.visitor?.let { put("visitor", it) }
                event.name?.let { put("name", it) }
                event.detail?.let { put("detail", it) }
                event.feature?.let { put("feature", it) }
            }
        },
    )

    private companion object {
        const val SHOWN = 200

        /** Stricter than for one look: a page that is watched is looked at again and again. */
        const val LEVEL = 0.001
    }
}
