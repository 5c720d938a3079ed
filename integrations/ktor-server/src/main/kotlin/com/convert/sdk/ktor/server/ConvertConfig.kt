package com.convert.sdk.ktor.server

import com.convert.sdk.Core
import com.convert.sdk.RefreshConfig
import com.convert.sdk.SdkConfig
import com.convert.sdk.StartMode
import com.convert.sdk.transport.Transport
import io.ktor.server.application.ApplicationCall
import io.ktor.server.config.ApplicationConfig
import io.ktor.utils.io.KtorDsl
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

/** Settings of the [Convert] plugin; at first, those that `application.yaml` or `application.conf` has. */
@KtorDsl
public class ConvertConfig internal constructor(
    file: ApplicationConfig,
    private val environment: (String) -> String? = System::getenv,
) {
    /**
     * Key of the project; at first, without data, what the environment variable `CONVERT_SDK_KEY` has. Either this, or
     * data in [sdk], or a [core] of your own.
     */
    public var sdkKey: String?
        get() = settings.sdkKey ?: environment(KEY_VARIABLE).takeIf { settings.data == null }
        set(value) {
            settings.sdkKey = value
        }

    /** What the application does while there is no configuration yet. Default [Startup.WAIT]. */
    public var startup: Startup = Startup.WAIT

    /** The longest wait for the configuration at start. Default 10 s; at least 0. */
    public var startupTimeout: Duration = 10.seconds

    /** Whether links with a `convert_preview` parameter force the variation that they name. Default true. */
    public var previewLinks: Boolean = true

    /** Reaches Convert's servers in place of the SDK's own client; closed with the instance. Default none. */
    public var transport: Transport? = null

    /**
     * An instance of your own, in place of one from the settings here. The plugin initializes it, and flushes it when
     * the application stops; closing it stays with you. A load that fails is retried only by the instance itself, with
     * [StartMode.BACKGROUND]. Default none.
     */
    public var core: Core? = null

    private val defaultRefresh = RefreshConfig.Builder().build()

    internal val settings = SdkConfig.Builder().apply {
        autoFlushInterval = 1.seconds
        refresh = defaultRefresh
        // The server's own shutdown closes the instance, after the last call.
        flushOnShutdown = false
    }
    internal val cookie = VisitorCookie()
    internal val inspector = InspectorPage()
    internal var resolveVisitor: suspend (ApplicationCall) -> String? = { null }
    internal var isConsentGiven: suspend (ApplicationCall) -> Boolean = { true }
    internal var provideAttributes: suspend (ApplicationCall) -> Map<String, Any?> = { emptyMap() }
    internal var provideLocation: suspend (ApplicationCall) -> Map<String, Any?> = { emptyMap() }

    init {
        FileSettings(this).read(file)
    }

    /**
     * All other settings of the instance. As in [SdkConfig], but events wait for 1 s at most, the configuration is
     * refreshed every 5 minutes, a shutdown of the process flushes only by stopping the server, and [startup] stands in
     * for [SdkConfig.start].
     */
    public fun sdk(configure: SdkConfig.Builder.() -> Unit) {
        settings.configure()
    }

    internal fun sdkConfig(): SdkConfig {
        settings.sdkKey = sdkKey
        // With data there is nothing to refresh, and a log line would say so.
        if (settings.data != null && settings.refresh === defaultRefresh) settings.refresh = null
        // It retries by itself; the plugin's [startup] says who waits for it.
        settings.start = StartMode.BACKGROUND
        return settings.build()
    }

    /** The cookie that tells visitors apart. */
    public fun cookie(configure: VisitorCookie.() -> Unit) {
        cookie.configure()
    }

    /**
     * Switches the live page of the instance on; needs `convert-sdk-inspector`. While it is on, the cookie that its
     * previews set counts as a preview link does.
     */
    public fun inspector(configure: InspectorPage.() -> Unit = {}) {
        inspector.isOn = true
        inspector.configure()
    }

    /**
     * Names the visitor of a call, such as the user who is logged in. For `null` and an empty text, the cookie does.
     * Default `null` for all.
     */
    public fun visitor(resolve: suspend (ApplicationCall) -> String?) {
        resolveVisitor = resolve
    }

    /**
     * Says whether the visitor of a call agreed to be recognised. For one who did not, no cookie is read or set,
     * nothing is stored and nothing reported: the visitor is in no experience, and conversions are not tracked.
     * Default true.
     */
    public fun consent(isGiven: suspend (ApplicationCall) -> Boolean) {
        isConsentGiven = isGiven
    }

    /** What audience rules see of a call. Default nothing. */
    public fun attributes(provide: suspend (ApplicationCall) -> Map<String, Any?>) {
        provideAttributes = provide
    }

    /** What location rules see of a call. Default nothing. */
    public fun location(provide: suspend (ApplicationCall) -> Map<String, Any?>) {
        provideLocation = provide
    }
}

private const val KEY_VARIABLE = "CONVERT_SDK_KEY"
