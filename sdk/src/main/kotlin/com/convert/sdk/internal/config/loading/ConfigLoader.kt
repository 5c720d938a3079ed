package com.convert.sdk.internal.config.loading

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.error.ConfigLoadException
import com.convert.sdk.error.InvalidConfigException
import com.convert.sdk.internal.config.reading.ConfigText
import com.convert.sdk.internal.config.reading.SnapshotReader
import com.convert.sdk.internal.ecmascript.isTruthy
import com.convert.sdk.internal.json.VariableWarnings
import com.convert.sdk.internal.runtime.endpoint
import com.convert.sdk.transport.ConfigRequest
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.Transport
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive

/** Fetches and reads configurations. Whatever goes wrong is a `ConfigLoadException` that is safe to show. */
internal class ConfigLoader(
    private val transport: Transport,
    private val request: ConfigRequest,
    private val warnings: VariableWarnings = VariableWarnings.NONE,
) {
    /** The configuration, or `null` when it still is the one that came with the mark [known]. */
    suspend fun load(known: String?): LoadedConfig? = answer(request.copy(etag = known))

    /** The configuration of one experience alone, past the CDN's cache, so that a draft is found. */
    suspend fun draft(experienceId: String): ConfigSnapshot =
        checkNotNull(answer(request.copy(experienceId = experienceId, lowCache = true))).snapshot

    private suspend fun answer(request: ConfigRequest): LoadedConfig? = when (val response = ask(request)) {
        is ConfigResponse.Loaded ->
            LoadedConfig(read(response.body), response.body, response.etag?.takeUnless { it.isBlank() })

        ConfigResponse.NotModified -> {
            if (request.etag == null) throw ConfigLoadException(NOTHING_TO_KEEP, statusCode = NOT_MODIFIED)
            null
        }
    }

    private suspend fun ask(request: ConfigRequest): ConfigResponse = try {
        transport.fetchConfig(request)
    } catch (e: CancellationException) {
        currentCoroutineContext().ensureActive()
        // Nobody cancelled this coroutine: it is the transport's own time-out.
        throw failure(e)
    } catch (e: ConfigLoadException) {
        throw shown(e)
    } catch (e: Throwable) {
        // An Error of a transport, such as a missing class, is a failed request like others.
        throw failure(e)
    }

    private fun read(body: String): ConfigSnapshot = try {
        val content = ConfigText.parse(body)
        if (isTruthy(content.member("error"))) {
            throw ConfigLoadException("the service answered with an error instead of a configuration")
        }
        SnapshotReader.read(content, request.environment, warnings)
    } catch (e: InvalidConfigException) {
        throw ConfigLoadException("the service sent a configuration that cannot be used", cause = e)
    }

    /** Without the cause, whose message may quote the address, and the key in it; the JVM's own errors do not. */
    private fun failure(e: Throwable) =
        ConfigLoadException("the transport failed with ${e.javaClass.simpleName}", cause = e as? VirtualMachineError)

    /** A user's transport may have put the whole address in. */
    private fun shown(e: ConfigLoadException): ConfigLoadException {
        val redacted = e.endpoint?.let(::endpoint)
        if (redacted == e.endpoint) return e
        return ConfigLoadException(e.message.orEmpty(), redacted, e.statusCode, e.cause)
    }

    private companion object {
        const val NOT_MODIFIED = 304
        const val NOTHING_TO_KEEP = "the service says that nothing changed, but there is no configuration yet"
    }
}

/** A configuration as it came: read, as text, and with the service's mark for it, if any. */
internal class LoadedConfig(val snapshot: ConfigSnapshot, val body: String, val etag: String?)
