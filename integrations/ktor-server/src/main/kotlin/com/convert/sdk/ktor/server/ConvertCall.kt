package com.convert.sdk.ktor.server

import com.convert.sdk.Context
import com.convert.sdk.ConversionOptions
import com.convert.sdk.parsePreviewParam
import com.convert.sdk.result.ConversionResult
import com.convert.sdk.result.FeatureResult
import io.ktor.server.application.ApplicationCall
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import java.util.UUID

/**
 * The visitor of one call. Nothing happens until something is asked: then the visitor is told apart, with a cookie
 * where need be, so ask before the answer begins. For any coroutine of the call.
 */
public class ConvertCall internal constructor(private val call: ApplicationCall, private val host: ConvertHost) {
    private val config = host.config
    private val mutex = Mutex()
    private var context: Context? = null

    /**
     * The visitor's context, the same one for all of the call. While there is no configuration yet, and for a visitor
     * who did not consent, it is one that is in no experience and tracks nothing. A preview link that names no
     * variation is ignored. What a function of [ConvertConfig] throws comes out.
     */
    public suspend fun context(): Context = mutex.withLock { context ?: newContext().also { context = it } }

    /**
     * Decides an experience and goes on where the variation says; gives what that gives.
     *
     * @throws IllegalArgumentException when [branches] has one variation twice.
     * @throws IllegalStateException when [branches] has no `otherwise`.
     */
    public suspend fun <R> experience(key: String, branches: ExperienceBranches<R>.() -> Unit): R {
        val chosen = ExperienceBranches<R>(key).apply(branches).checked()
        return chosen.follow(context().runExperience(key), host::reportUnknown)
    }

    /** Decides a feature; `null` when the visitor does not get it. */
    public suspend fun feature(key: String): FeatureResult? = context().runFeature(key)

    /** Tracks that the visitor reached a goal, with what [configure] says of it. */
    public suspend fun trackConversion(
        goalKey: String,
        configure: ConversionOptions.Builder.() -> Unit = {},
    ): ConversionResult = context().trackConversion(goalKey, ConversionOptions(configure))

    private suspend fun newContext(): Context {
        val mayRecognise = config.isConsentGiven(call)
        if (!host.core.isReady) return bystander()
        val preview = if (config.previewLinks) parsePreviewParam(previewed()) else null
        if (!mayRecognise && preview == null) return bystander()
        val context = host.core.createContext(
            if (mayRecognise) visitor() else UUID.randomUUID().toString(),
            config.provideAttributes(call),
            config.provideLocation(call),
        )
        val isPreviewed = preview != null && context.setPreview(preview.experienceId, preview.variationId)
        // A preview leaves no trace, so it needs no consent.
        return if (mayRecognise || isPreviewed) context else bystander()
    }

    /** By a link, or else by the cookie that the live page sets. */
    private fun previewed() = call.request.queryParameters[PREVIEW]
        ?: if (config.inspector.isOn) call.request.cookies[PREVIEW] else null

    private suspend fun bystander() = host.bystander().createContext("-")

    private suspend fun visitor() = config.resolveVisitor(call)?.ifEmpty { null } ?: config.cookie.visitorOf(call)
}

private const val PREVIEW = "convert_preview"
