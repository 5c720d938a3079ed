package com.convert.sdk.storage

import kotlin.time.Duration

/**
 * A [DataStore] that can change a value in one step, so that processes that change the same visitor at the same moment
 * lose nothing. With any other store the SDK reads, merges and writes, one at a time within a process.
 */
public interface AtomicDataStore : DataStore {
    /**
     * Puts what [change] makes of the value under [key], `null` when there is none, in its place, unless that value
     * changed meanwhile; then asks [change] again. A transaction will do, or a loop over compare-and-set. Expires after
     * [timeToLive]; `null` means never.
     *
     * [change] is quick, does not wait, and may be called any number of times.
     */
    public suspend fun update(key: String, timeToLive: Duration?, change: (value: Any?) -> Any)
}
