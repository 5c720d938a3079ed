package com.convert.sdk.internal.visitor.state

import com.convert.sdk.internal.collections.IdSet
import com.convert.sdk.internal.collections.Keyed
import kotlin.time.ComparableTimeMark

/**
 * All that the in-memory store has of one visitor. What the SDK writes is kept in its own types; what comes through the
 * general store functions in another shape, or with a time to live, is kept beside it as it is.
 *
 * Its monitor guards a few field accesses and is never held while waiting.
 */
internal class VisitorRecord(override val key: String) :
    ExposureMarks(),
    Keyed {
    @Volatile
    private var state: VisitorState = VisitorState.EMPTY

    private var conversions = IdSet.NONE
    private var others: HashMap<String, Entry>? = null

    fun state(): VisitorState = state

    /**
     * Whether the decision is remembered and its exposure marked, each if it is asked about. As this is so for most
     * decisions, it only reads: threads that decide for one visitor do not get in each other's way. False may also mean
     * that somebody is writing.
     */
    fun knows(experienceId: String, variationId: String, remembered: Boolean, marked: Boolean): Boolean {
        val state = state
        val place = state.bucketing.placeOf(experienceId)
        if (remembered && state.bucketing.valueAt(place) != variationId) return false
        if (!marked) return true
        // A place means something as long as the state is the one that it was found in.
        return isMarked(experienceId, place) && state === this.state
    }

    /** Remembers the decision and marks its exposure, each if it is wanted; whether the mark is new. */
    @Synchronized
    fun enter(experienceId: String, variationId: String, remember: Boolean, mark: Boolean): Boolean {
        if (remember) state = state.with(experienceId, variationId)
        return mark && markExposure(experienceId)
    }

    @Synchronized
    fun remember(change: VisitorState) {
        state += change
    }

    @Synchronized
    fun isExposed(experienceId: String): Boolean = isMarked(experienceId, state.bucketing.placeOf(experienceId))

    @Synchronized
    fun markExposure(experienceId: String): Boolean = mark(experienceId, state.bucketing.placeOf(experienceId))

    @Synchronized
    fun unmarkExposure(experienceId: String) = unmark(experienceId, state.bucketing.placeOf(experienceId))

    @Synchronized
    fun markConversion(goalId: String): Boolean {
        if (goalId in conversions) return false
        conversions = conversions.with(goalId)
        return true
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
            StoreSchema.BUCKETING -> true.takeIf { parsed.entityId?.let(::isExposed) == true }
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
            StoreSchema.STATE -> replaceState(VisitorState.EMPTY)
            StoreSchema.BUCKETING -> parsed.entityId?.let(::unmarkExposure)
            StoreSchema.DEDUPLICATION -> conversions = conversions.without(parsed.entityId)
        }
    }

    private fun setTyped(parsed: StoreKey?, value: Any): Boolean {
        val entityId = parsed?.entityId
        return when {
            parsed == null -> false
            entityId == null -> StoreSchema.read(value)?.also(::replaceState) != null
            value != true -> false
            parsed.kind == StoreSchema.BUCKETING -> markExposure(entityId)
            else -> markConversion(entityId)
        }
    }

    private fun replaceState(with: VisitorState) {
        leavePlaces(state.bucketing)
        state = with
    }

    class Entry(val value: Any, val expiry: ComparableTimeMark?)

    private companion object {
        const val FEW = 4
    }
}
