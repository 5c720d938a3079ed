package com.convert.sdk.internal.visitor.state

import com.convert.sdk.internal.collections.Keyed
import com.convert.sdk.internal.collections.MarkedIds
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
    private var exposures = MarkedIds.NONE
    private var conversions = MarkedIds.NONE
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
    fun get(key: String, parsed: StoredKey?, now: () -> ComparableTimeMark): Any? {
        val other = others?.get(key)
        if (other != null && (other.expiry == null || now() < other.expiry)) return other.value
        if (other != null) others?.remove(key)
        return when (parsed?.kind) {
            StoredForm.STATE -> state.takeUnless { it.isEmpty }?.let(StoredForm::write)
            StoredForm.BUCKETING -> true.takeIf { parsed.entityId in exposures }
            StoredForm.DEDUPLICATION -> true.takeIf { parsed.entityId in conversions }
            else -> null
        }
    }

    @Synchronized
    fun set(key: String, parsed: StoredKey?, entry: Entry) {
        delete(key, parsed)
        if (entry.expiry == null && setTyped(parsed, entry.value)) return
        (others ?: HashMap<String, Entry>(FEW).also { others = it })[key] = entry
    }

    @Synchronized
    fun putIfAbsent(key: String, parsed: StoredKey?, entry: Entry, now: () -> ComparableTimeMark): Boolean {
        if (get(key, parsed, now) != null) return false
        set(key, parsed, entry)
        return true
    }

    @Synchronized
    fun update(key: String, parsed: StoredKey?, now: () -> ComparableTimeMark, change: (Any?) -> Entry) =
        set(key, parsed, change(get(key, parsed, now)))

    @Synchronized
    fun delete(key: String, parsed: StoredKey?) {
        others?.remove(key)
        when (parsed?.kind) {
            StoredForm.STATE -> state = VisitorState.EMPTY
            StoredForm.BUCKETING -> exposures = exposures.without(parsed.entityId)
            StoredForm.DEDUPLICATION -> conversions = conversions.without(parsed.entityId)
        }
    }

    private fun setTyped(parsed: StoredKey?, value: Any): Boolean {
        val entityId = parsed?.entityId
        return when {
            parsed == null -> false
            entityId == null -> StoredForm.read(value)?.also { state = it } != null
            value != true -> false
            parsed.kind == StoredForm.BUCKETING -> markExposure(entityId)
            else -> markConversion(entityId)
        }
    }

    class Entry(val value: Any, val expiry: ComparableTimeMark?)

    private companion object {
        const val FEW = 4
    }
}
