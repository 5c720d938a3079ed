package com.convert.sdk.internal.config.loading

import com.convert.sdk.internal.runtime.SingleFlight
import com.convert.sdk.internal.runtime.supervised
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.cancel
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch

/**
 * Refreshes at the [schedule] given until it is closed, and in between when asked to.
 *
 * @property onError told of an error that ended a refresh of the loop; exceptions are the refresh's own business.
 */
internal class ConfigRefresher(
    parent: CoroutineScope,
    private val schedule: RefreshSchedule,
    private val onError: (Error) -> Unit,
    refresh: suspend () -> Unit,
) : AutoCloseable {
    private val scope = parent.supervised()
    private val refreshing = SingleFlight(scope, "convert-config-refresh", refresh)

    fun start() {
        if (schedule.goesOn) scope.launch(CoroutineName("convert-config-refresher")) { loop() }
    }

    /** Joins a refresh that is under way. */
    suspend fun refreshNow() = refreshing.await()

    override fun close() = scope.cancel()

    private suspend fun loop() {
        while (schedule.goesOn) {
            delay(schedule.wait())
            if (!schedule.goesOn) return
            // Whatever the failure, even an error of the JVM, the next one may go well.
            val failure = refreshing.failure()
            if (failure is Error) onError(failure)
        }
    }
}
