package com.convert.sdk.ktor.server

import com.convert.sdk.DurableQueueConfig
import io.ktor.server.config.ApplicationConfig
import java.io.FileNotFoundException
import java.nio.file.Path
import kotlin.time.Duration

/** Reads what stands below `convert` in the application's file. */
internal class FileSettings(private val config: ConvertConfig) {
    private val sdk = config.settings
    private val cookie = config.cookie

    private val readers: Map<String, (String) -> Unit> = mapOf(
        "sdkKey" to { sdk.sdkKey = it },
        "data" to ::readData,
        "environment" to { sdk.environment = it },
        "trackingEnabled" to { sdk.trackingEnabled = flag(it) },
        "autoFlushInterval" to { sdk.autoFlushInterval = duration(it) },
        "batchSize" to { sdk.batchSize = number(it) },
        "maxQueueSize" to { sdk.maxQueueSize = number(it) },
        "closeTimeout" to { sdk.closeTimeout = duration(it) },
        "refreshInterval" to { text -> sdk.refresh { interval = duration(text).also { jitter = minOf(jitter, it) } } },
        "cacheFile" to { sdk.cacheFile = Path.of(it) },
        "durableQueue" to { sdk.durableQueue = DurableQueueConfig.Builder(Path.of(it)).build() },
        "transport.baseUrl" to { sdk.transport { baseUrl = it } },
        "transport.trackBaseUrl" to { sdk.transport { trackBaseUrl = it } },
        "transport.timeout" to { sdk.transport { timeout = duration(it) } },
        "transport.authSecret" to { sdk.transport { authSecret = it } },
        "startup" to { config.startup = choice<Startup>(it) },
        "startupTimeout" to { config.startupTimeout = duration(it) },
        "previewLinks" to { config.previewLinks = flag(it) },
        "inspector.enabled" to { config.inspector.isOn = flag(it) },
        "inspector.path" to { config.inspector.path = it },
        "cookie.name" to { cookie.name = it },
        "cookie.maxAge" to { cookie.maxAge = duration(it) },
        "cookie.domain" to { cookie.domain = it },
        "cookie.path" to { cookie.path = it },
        "cookie.secure" to { cookie.secure = flag(it) },
        "cookie.httpOnly" to { cookie.httpOnly = flag(it) },
        "cookie.sameSite" to { cookie.sameSite = choice<SameSite>(it) },
    )

    fun read(file: ApplicationConfig) {
        file.keys().forEach { name ->
            val reader = requireNotNull(readers[name]) {
                "convert.$name is no setting; the settings are ${readers.keys.joinToString()}."
            }
            file.propertyOrNull(name)?.getString()?.let { read(name, it, reader) }
        }
    }

    private fun read(name: String, text: String, reader: (String) -> Unit) {
        try {
            reader(text)
        } catch (e: Unreadable) {
            throw IllegalArgumentException("convert.$name: expected ${e.expected}, was \"$text\".", e)
        }
    }

    private fun readData(location: String) {
        val name = location.removePrefix(CLASS_PATH)
        if (name == location) {
            sdk.data(Path.of(location))
            return
        }
        val loader = Thread.currentThread().contextClassLoader ?: javaClass.classLoader
        sdk.data(loader.getResourceAsStream(name) ?: throw FileNotFoundException("$location: no such resource"))
    }

    private fun duration(text: String) = Duration.parseOrNull(text) ?: throw Unreadable("a duration such as 1s or 5m")

    private fun number(text: String) = text.toIntOrNull() ?: throw Unreadable("a whole number")

    private fun flag(text: String) = text.toBooleanStrictOrNull() ?: throw Unreadable("true or false")

    private inline fun <reified E : Enum<E>> choice(text: String): E {
        val choices = enumValues<E>()
        return choices.firstOrNull { it.name.equals(text, ignoreCase = true) }
            ?: throw Unreadable("one of ${choices.joinToString { it.name.lowercase() }}")
    }

    private class Unreadable(val expected: String) : IllegalArgumentException(expected)

    private companion object {
        const val CLASS_PATH = "classpath:"
    }
}
