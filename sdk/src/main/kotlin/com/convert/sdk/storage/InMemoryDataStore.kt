package com.convert.sdk.storage

import com.convert.sdk.error.InvalidConfigException
import com.convert.sdk.internal.collections.LruMap
import com.convert.sdk.internal.visitor.state.StoreKey
import com.convert.sdk.internal.visitor.state.VisitorRecord
import kotlin.time.Duration
import kotlin.time.TimeSource

/**
 * Keeps visitor state in this process, for a bounded number of visitors: beyond it, the least recently used go first,
 * with all that is known of them. Above 1,024 visitors, that is so within each sixteenth of the store, and the eighth
 * of it that was used last counts as used at the same time. Nothing in it waits. Any number of threads may use it.
 */
public class InMemoryDataStore internal constructor(
    maxVisitors: Int,
    private val time: TimeSource.WithComparableMarks,
) :
    AtomicDataStore {
    private val visitors = LruMap<VisitorRecord>(maxVisitors)
    private val others = LruMap<VisitorRecord>(maxVisitors)

    /** A store for up to [maxVisitors] visitors, and as many other entries. From 1 to 100,000,000. */
    public constructor(maxVisitors: Int) : this(checked(maxVisitors), TimeSource.Monotonic)

    /** A store for up to 100,000 visitors. */
    public constructor() : this(DEFAULT_VISITORS)

    override suspend fun get(key: String): Any? = StoreKey.of(key).let { record(key, it)?.get(key, it, time::markNow) }

    override suspend fun set(key: String, value: Any, timeToLive: Duration?) {
        StoreKey.of(key).let { recordOrNew(key, it).set(key, it, entry(value, timeToLive)) }
    }

    override suspend fun has(key: String): Boolean = get(key) != null

    override suspend fun delete(key: String) {
        StoreKey.of(key).let { record(key, it)?.delete(key, it) }
    }

    override suspend fun putIfAbsent(key: String, value: Any, timeToLive: Duration?): Boolean = StoreKey.of(key)
        .let { recordOrNew(key, it).putIfAbsent(key, it, entry(value, timeToLive), time::markNow) }

    override suspend fun update(key: String, timeToLive: Duration?, change: (value: Any?) -> Any): Unit =
        StoreKey.of(key).let { parsed ->
            recordOrNew(key, parsed).update(key, parsed, time::markNow) { entry(change(it), timeToLive) }
        }

    private fun entry(value: Any, timeToLive: Duration?) =
        VisitorRecord.Entry(value, timeToLive?.let { time.markNow() + it })

    internal fun visitor(visitorId: String): VisitorRecord? = visitors.get(visitorId)

    internal fun visitorOrNew(visitorId: String): VisitorRecord = visitors.getOrPut(visitorId, ::VisitorRecord)

    private fun record(key: String, parsed: StoreKey?): VisitorRecord? =
        if (parsed == null) others.get(key) else visitor(parsed.visitorId)

    private fun recordOrNew(key: String, parsed: StoreKey?): VisitorRecord =
        if (parsed == null) others.getOrPut(key, ::VisitorRecord) else visitorOrNew(parsed.visitorId)

    private companion object {
        private const val DEFAULT_VISITORS = 100_000
        private const val MAX_VISITORS = 100_000_000

        fun checked(maxVisitors: Int): Int {
            if (maxVisitors !in 1..MAX_VISITORS) {
                throw InvalidConfigException("maxVisitors", "1 to $MAX_VISITORS visitors, was $maxVisitors")
            }
            return maxVisitors
        }
    }
}
