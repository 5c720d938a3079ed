package com.convert.sdk.internal.visitor.state

import com.convert.sdk.internal.collections.IdSet
import com.convert.sdk.internal.collections.Keyed
import java.util.Collections
import kotlin.time.ComparableTimeMark

/**
 * All that the in-memory store has of one visitor. What the SDK writes is kept in its own types; what comes through the
 * general store functions in another shape, or with a time to live, is kept beside it as it is.
 *
 * Its monitor guards a few field accesses and is never held while waiting.
 */
internal class VisitorRecord(override val key: String) : Keyed {
    @Volatile
    private var state: VisitorState = VisitorState.EMPTY

    @Volatile
    private var exposures = IdSet.NONE
    private var conversions = IdSet.NONE
    private var others: HashMap<String, Entry>? = null

    fun state(): VisitorState = state

    /**
     * Remembers the decision and marks its exposure, each if it is wanted; whether the mark is new. What is known
     * already, as usual, is only read: threads that decide for one visitor do not get in each other's way.
     */
    fun enter(experienceId: String, variationId: String, remember: Boolean, mark: Boolean): Boolean {
        val isNew = remember && state.bucketing[experienceId] != variationId
        val isUnmarked = mark && experienceId !in exposures
        return (isNew || isUnmarked) && enterNew(experienceId, variationId, remember, mark)
    }

    @Synchronized
    private fun enterNew(experienceId: String, variationId: String, remember: Boolean, mark: Boolean): Boolean {
        if (remember && state.bucketing[experienceId] != variationId) {
            state += VisitorState.ofBucketing(Collections.singletonMap(experienceId, variationId))
        }
        return mark && markExposure(experienceId)
    }

    @Synchronized
    fun remember(change: VisitorState) {
        state += change
    }

    @Synchronized
    fun markExposure(experienceId: String): Boolean {
        if (experienceId in exposures) return false
        exposures = exposures.with(experienceId)
        return true
    }

    @Synchronized
    fun markConversion(goalId: String): Boolean {
        if (goalId in conversions) return false
        conversions = conversions.with(goalId)
        return true
    }

    @Synchronized
    fun unmarkExposure(experienceId: String) {
        exposures = exposures.without(experienceId)
    }

    @Synchronized
    fun unmarkConversion(goalId: String) {
        conversions = conversions.without(goalId)
    }

    @Synchronized
    fun get(key: String, parsed: StoreKey?, now: () -> ComparableTimeMark): Any? {
        val other = others?.get(key)
        if (other != null && (other.expiry == null || now() < other.expiry)) return other.value
        if (other != null) others?.remove(key)
        return when (parsed?.kind) {
            StoreSchema.STATE -> state.takeUnless { it.isEmpty }?.let(StoreSchema::write)
            StoreSchema.BUCKETING -> true.takeIf { parsed.entityId in exposures }
            StoreSchema.DEDUPLICATION -> true.takeIf { parsed.entityId in conversions }
            else -> null
        }
    }

    @Synchronized
    fun set(key: String, parsed: StoreKey?, entry: Entry) {
        delete(key, parsed)
        if (entry.expiry == null && setTyped(parsed, entry.value)) return
        (others ?: HashMap<String, Entry>(FEW).also { others = it })[key] = entry
    }

    @Synchronized
    fun putIfAbsent(key: String, parsed: StoreKey?, entry: Entry, now: () -> ComparableTimeMark): Boolean {
        if (get(key, parsed, now) != null) return false
        set(key, parsed, entry)
        return true
    }

    @Synchronized
    fun update(key: String, parsed: StoreKey?, now: () -> ComparableTimeMark, change: (Any?) -> Entry) =
        set(key, parsed, change(get(key, parsed, now)))

    @Synchronized
    fun delete(key: String, parsed: StoreKey?) {
        others?.remove(key)
        when (parsed?.kind) {
            StoreSchema.STATE -> state = VisitorState.EMPTY
            StoreSchema.BUCKETING -> exposures = exposures.without(parsed.entityId)
            StoreSchema.DEDUPLICATION -> conversions = conversions.without(parsed.entityId)
        }
    }

    private fun setTyped(parsed: StoreKey?, value: Any): Boolean {
        val entityId = parsed?.entityId
        return when {
            parsed == null -> false
            entityId == null -> StoreSchema.read(value)?.also { state = it } != null
            value != true -> false
            parsed.kind == StoreSchema.BUCKETING -> markExposure(entityId)
            else -> markConversion(entityId)
        }
    }

    class Entry(val value: Any, val expiry: ComparableTimeMark?)

    private companion object {
        const val FEW = 4
    }
}
