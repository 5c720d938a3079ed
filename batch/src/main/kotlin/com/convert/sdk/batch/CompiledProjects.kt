package com.convert.sdk.batch

import com.convert.sdk.java.Core
import com.convert.sdk.java.SdkConfig
import com.convert.sdk.java.Transport
import com.convert.sdk.transport.ConfigRequest
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.TrackingRequest
import com.convert.sdk.transport.TrackingResponse
import java.io.Serializable
import java.util.concurrent.CompletableFuture

/** What an assigner is made from, which is all that travels. */
internal data class ProjectSource(val json: String, val environment: String?) : Serializable {
    private companion object {
        private const val serialVersionUID = 1L
    }
}

/**
 * The projects of this process, each compiled once: every task of a job brings its assigner along anew. Those used last
 * are kept; one that goes is compiled again when asked for, and holds no thread or connection meanwhile.
 */
internal object CompiledProjects {
    private const val CAPACITY = 8
    private const val LOAD_FACTOR = 0.75f

    private val cores = object : LinkedHashMap<ProjectSource, Core>(CAPACITY * 2, LOAD_FACTOR, true) {
        override fun removeEldestEntry(eldest: MutableMap.MutableEntry<ProjectSource, Core>) = size > CAPACITY
    }

    fun of(source: ProjectSource): Core = synchronized(cores) { cores.getOrPut(source) { compile(source) } }

    private fun compile(source: ProjectSource): Core {
        val settings = SdkConfig.builder().data(source.json).trackingEnabled(false).flushOnShutdown(false)
        source.environment?.let(settings::environment)
        return Core(settings.build(), NoTransport).initialize()
    }
}

/** There is nothing to fetch and nothing to send. */
private object NoTransport : Transport {
    override fun fetchConfig(request: ConfigRequest): CompletableFuture<ConfigResponse> = refused()

    override fun sendTracking(request: TrackingRequest): CompletableFuture<TrackingResponse> = refused()

    override fun close() = Unit

    private fun <T> refused(): CompletableFuture<T> =
        CompletableFuture.failedFuture(IllegalStateException("an assigner has no way to the network"))
}
