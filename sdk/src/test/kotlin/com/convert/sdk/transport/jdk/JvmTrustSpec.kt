package com.convert.sdk.transport.jdk

import com.convert.sdk.TransportConfig
import com.convert.sdk.fixture.HttpsServer
import com.convert.sdk.fixture.Reply
import com.convert.sdk.fixture.trustStoreOptions
import com.convert.sdk.internal.defaultTransport
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.internal.tracking.ChildJvm
import com.convert.sdk.transport.HttpEngine
import com.convert.sdk.transport.ktor.CONFIG
import com.convert.sdk.transport.ktor.configRequest
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.engine.spec.tempfile
import io.kotest.matchers.collections.shouldContain
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking

/** The JVM's own trust store, which is read once and so takes a JVM of its own. */
@Tags("slow")
class JvmTrustSpec : StringSpec({
    val options = trustStoreOptions(tempfile("trust", ".p12"))

    HttpEngine.entries.forEach { engine ->
        "$engine: javax.net.ssl.trustStore says whom the SDK's own client trusts" {
            HttpsServer { Reply.json(CONFIG) }.use { server ->
                ChildJvm(JvmTrustChild::class.java.name, server.url, engine.name, options = options).use {
                    it.await() shouldContain "loaded"
                }
            }
        }
    }
})

/** Loads a configuration from the server named first, over the engine named second. */
internal object JvmTrustChild {
    @JvmStatic
    fun main(arguments: Array<String>) {
        val config = TransportConfig.Builder().apply {
            baseUrl = arguments[0]
            engine = HttpEngine.valueOf(arguments[1])
        }.build()
        runBlocking { defaultTransport(config, Logs(null), Dispatchers.IO).use { it.fetchConfig(configRequest) } }
        println("loaded")
    }
}
