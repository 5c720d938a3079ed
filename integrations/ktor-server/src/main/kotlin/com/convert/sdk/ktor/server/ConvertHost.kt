package com.convert.sdk.ktor.server

import com.convert.sdk.Core
import com.convert.sdk.SdkConfig
import com.convert.sdk.error.TrackingDeliveryException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.future.future
import kotlinx.coroutines.withTimeoutOrNull
import org.slf4j.Logger
import org.slf4j.helpers.NOPLogger
import kotlin.time.Duration.Companion.seconds

/** One application's instance of the SDK, from install to stop. */
internal class ConvertHost(
    val config: ConvertConfig,
    private val log: Logger,
    dispatcher: CoroutineDispatcher = Dispatchers.Default,
) {
    private val isOwned = config.core == null

    init {
        config.cookie.validate()
        require(!config.startupTimeout.isNegative()) { "startupTimeout: expected at least 0, was negative" }
    }

    val core: Core = config.core ?: newCore()

    /** Decides nothing and tracks nothing; for those who did not consent, and while there is no configuration. */
    private val bystander = Core(
        SdkConfig {
            data("""{"account_id":"0","project":{"id":"0"}}""")
            trackingEnabled = false
            flushOnShutdown = false
            logger = NOPLogger.NOP_LOGGER
        },
    )
    private val scope = CoroutineScope(SupervisorJob() + dispatcher)
    private val unknownVariations = UnknownVariations(log)

    /** As [ConvertConfig.startup] says, after [prepare]; when one of them fails, everything is closed again. */
    fun start(prepare: () -> Unit) {
        try {
            prepare()
            FirstConfiguration(core, scope, log).await(config.startup, config.startupTimeout)
        } catch (e: Exception) {
            stop()
            throw e
        }
    }

    /** Delivers what is queued; blocks meanwhile. */
    fun stop() {
        scope.cancel()
        bystander.close()
        if (isOwned) core.close() else flush()
        if (core.metrics.eventsLeftAtClose > 0) {
            log.warn("Convert: {} events could not be delivered before the end", core.metrics.eventsLeftAtClose)
        }
    }

    suspend fun bystander(): Core = bystander.initialize()

    fun reportUnknown(experienceKey: String, variationKey: String?) =
        unknownVariations.report(experienceKey, variationKey)

    private fun newCore(): Core {
        check(config.sdkKey != null || config.settings.data != null) {
            "Convert has no SDK key. Set convert.sdkKey in application.yaml, sdkKey in install(Convert) { }, the " +
                "environment variable CONVERT_SDK_KEY, or, to do without the service, convert.data."
        }
        val settings = config.sdkConfig()
        return config.transport?.let { Core(settings, it) } ?: Core(settings)
    }

    private fun flush() {
        CoroutineScope(Dispatchers.Default).future {
            try {
                withTimeoutOrNull(FLUSH_LIMIT) { core.flush() } ?: log.warn("Convert: delivery is slow; it goes on")
            } catch (e: TrackingDeliveryException) {
                log.warn("Convert: events are still queued; they are delivered until the instance is closed", e)
            }
        }.join()
    }

    private companion object {
        val FLUSH_LIMIT = 5.seconds
    }
}
