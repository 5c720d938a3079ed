package com.convert.sdk.internal.config

import com.convert.sdk.internal.runtime.SharedCall
import com.convert.sdk.internal.runtime.supervised
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.cancel
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch

/** Refreshes at the [pace] given until it is closed, and in between when asked to. */
internal class ConfigRefresher(
    parent: CoroutineScope,
    private val pace: RefreshPace,
    refresh: suspend () -> Unit,
) : AutoCloseable {
    private val scope = parent.supervised()
    private val refreshing = SharedCall(scope, "convert-config-refresh", refresh)

    fun start() {
        if (pace.goesOn) scope.launch(CoroutineName("convert-config-refresher")) { loop() }
    }

    /** Joins a refresh that is under way. */
    suspend fun refreshNow() = refreshing.await()

    override fun close() = scope.cancel()

    private suspend fun loop() {
        while (pace.goesOn) {
            delay(pace.wait())
            // Whatever the failure, even an error of the JVM, the next one may go well.
            if (pace.goesOn) refreshing.failure()
        }
    }
}
