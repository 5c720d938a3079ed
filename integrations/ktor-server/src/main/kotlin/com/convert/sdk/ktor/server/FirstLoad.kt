package com.convert.sdk.ktor.server

import com.convert.sdk.Core
import com.convert.sdk.error.ConfigLoadException
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import org.slf4j.Logger
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException
import kotlin.random.Random
import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** Gets an instance its first configuration, however long that takes. */
internal class FirstLoad(
    private val core: Core,
    private val scope: CoroutineScope,
    private val log: Logger,
    private val pause: suspend (Duration) -> Unit = { delay(it) },
) {
    private val settled = CompletableFuture<Outcome>()

    @Volatile
    private var lastFailure: Exception? = null

    /** @throws Exception what loading failed with, when [mode] is to fail or the settings are wrong. */
    fun start(mode: Startup, timeout: Duration) {
        scope.launch { load() }.invokeOnCompletion { settled.complete(Outcome.ENDED) }
        if (mode == Startup.BACKGROUND) return
        val outcome = await(timeout)
        val failure = lastFailure
        when {
            outcome == Outcome.READY -> return
            outcome == Outcome.ENDED && failure != null -> throw failure
            mode == Startup.FAIL -> throw failure ?: ConfigLoadException("there is no configuration after $timeout")
            else -> log.warn("Convert: starting without a configuration, nobody is in an experience yet; will retry")
        }
    }

    private fun await(timeout: Duration): Outcome? = try {
        settled.get(timeout.inWholeMilliseconds, TimeUnit.MILLISECONDS)
    } catch (_: TimeoutException) {
        null
    } catch (e: ExecutionException) {
        throw e.cause ?: e
    }

    private suspend fun load() {
        var wait = FIRST_PAUSE
        while (!attempt()) {
            pause(wait * Random.nextDouble(LEAST_PART, 1.0))
            wait = minOf(wait * 2, LONGEST_PAUSE)
        }
    }

    /** Whether that is the end of it. */
    private suspend fun attempt(): Boolean = try {
        core.initialize()
        settled.complete(Outcome.READY)
        true
    } catch (e: CancellationException) {
        throw e
    } catch (e: ConfigLoadException) {
        lastFailure = e
        log.warn("Convert: the configuration could not be loaded; will retry: {}", e.message)
        if (e.isRefusal()) settled.complete(Outcome.REFUSED)
        false
    } catch (e: Exception) {
        lastFailure = e
        log.error("Convert: the configuration cannot be loaded; nobody will be in an experience", e)
        true
    }

    private fun ConfigLoadException.isRefusal() = statusCode.let { it in REFUSALS && it !in TRANSIENT }

    private enum class Outcome {
        READY,

        /** By the service: waiting does not help, retrying now and then may. */
        REFUSED,

        /** Without a configuration. */
        ENDED,
    }

    private companion object {
        val FIRST_PAUSE = 1.seconds
        val LONGEST_PAUSE = 1.minutes
        const val LEAST_PART = 0.5
        val REFUSALS = 400..499
        val TRANSIENT = setOf(408, 429)
    }
}
