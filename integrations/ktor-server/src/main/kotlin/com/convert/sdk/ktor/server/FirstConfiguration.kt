package com.convert.sdk.ktor.server

import com.convert.sdk.Core
import com.convert.sdk.CoreState
import com.convert.sdk.error.ConfigLoadException
import com.convert.sdk.error.ConvertSdkException
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.future.future
import org.slf4j.Logger
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException
import kotlin.time.Duration

/** Holds the start up for a first configuration. An instance that starts in the background retries by itself. */
internal class FirstConfiguration(private val core: Core, private val scope: CoroutineScope, private val log: Logger) {
    @Volatile
    private var lastFailure: ConvertSdkException? = null

    /** @throws Exception what loading failed with, when [mode] is to fail or the settings are wrong. */
    fun await(mode: Startup, timeout: Duration) {
        val settled = scope.future { settle() }
        if (mode == Startup.BACKGROUND || waitFor(settled, timeout) is CoreState.Ready) return
        val failure = lastFailure
        when {
            failure != null && failure !is ConfigLoadException -> throw failure
            mode == Startup.FAIL -> throw failure ?: ConfigLoadException("there is no configuration after $timeout")
            else -> log.warn("Convert: starting without a configuration, nobody is in an experience yet")
        }
    }

    private fun waitFor(settled: CompletableFuture<CoreState>, timeout: Duration): CoreState = try {
        settled.get(timeout.inWholeMilliseconds, TimeUnit.MILLISECONDS)
    } catch (_: TimeoutException) {
        core.state.value
    } catch (e: ExecutionException) {
        throw e.cause ?: e
    }

    /** Until there is a configuration, or waiting does not help. */
    private suspend fun settle(): CoreState = try {
        core.initialize()
        core.state.onEach { if (it is CoreState.Failed) lastFailure = it.error }.first { it.isSettled() }
    } catch (e: CancellationException) {
        throw e
    } catch (e: ConfigLoadException) {
        // An instance of the application's own, which does not start in the background.
        lastFailure = e
        log.warn("Convert: the configuration could not be loaded: {}", e.message)
        core.state.value
    } catch (e: Exception) {
        log.error("Convert: the configuration cannot be loaded; nobody will be in an experience", e)
        throw e
    }

    private fun CoreState.isSettled() = when (this) {
        is CoreState.Created, is CoreState.Loading -> false
        is CoreState.Ready, is CoreState.Closed -> true
        is CoreState.Failed -> retryInMillis == null || error.isRefusal()
    }

    /** By the service: waiting does not help, retrying now and then may. */
    private fun ConvertSdkException.isRefusal() =
        (this as? ConfigLoadException)?.statusCode.let { it in REFUSALS && it !in TRANSIENT }

    private companion object {
        val REFUSALS = 400..499
        val TRANSIENT = setOf(408, 429)
    }
}
