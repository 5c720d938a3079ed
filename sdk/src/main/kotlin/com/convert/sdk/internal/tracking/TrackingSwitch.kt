package com.convert.sdk.internal.tracking

import com.convert.sdk.internal.runtime.Counters

/** Whether an SDK instance reports anything. Safe for any number of threads. */
internal class TrackingSwitch(@Volatile var isOn: Boolean, private val counters: Counters) {
    /** Asked once for each event there is to report: whether it may be; if not, it is counted as refused. */
    fun admits(): Boolean {
        if (isOn) return true
        counters.eventsOffered.increment()
        counters.eventsRefusedTrackingOff.increment()
        return false
    }
}
