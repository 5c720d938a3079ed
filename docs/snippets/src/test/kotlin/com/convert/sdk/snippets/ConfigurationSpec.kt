package com.convert.sdk.snippets

import com.convert.sdk.Core
import com.convert.sdk.SdkConfig
import com.convert.sdk.SyncPolicy
import com.convert.sdk.transport.ktor.asTransport
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.ktor.client.HttpClient
import io.ktor.client.engine.okhttp.OkHttp
import okhttp3.Credentials
import java.net.InetSocketAddress
import java.net.Proxy
import java.nio.file.Path
import java.security.KeyStore
import javax.net.ssl.SSLContext
import javax.net.ssl.TrustManagerFactory
import javax.net.ssl.X509TrustManager
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

private fun trustedByTheJvm(): X509TrustManager {
    val factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm())
    factory.init(null as KeyStore?)
    return factory.trustManagers.filterIsInstance<X509TrustManager>().first()
}

class ConfigurationSpec : StringSpec({
    val folder = Path.of("target")

    "settings of a service" {
        // docs: config-service
        val config = SdkConfig {
            sdkKey = System.getenv("CONVERT_SDK_KEY")
            environment = "live"
            autoFlushInterval = 5.seconds
            cacheFile = folder.resolve("convert-config.cache")
            refresh { interval = 2.minutes }
            transport { timeout = 3.seconds }
            durableQueue(folder.resolve("convert-events.journal")) { sync = SyncPolicy.EVERY_BATCH }
        }
        // end
        config.transport.timeout shouldBe 3.seconds
        config.refresh?.jitter shouldBe 30.seconds

        // docs: config-derive
        val impatient = config.newBuilder()
            .transport { timeout = 500.milliseconds }
            .build()
        // end
        impatient.environment shouldBe "live"
    }

    "a client of one's own" {
        val tls = SSLContext.getDefault()
        val trusted = trustedByTheJvm()
        val password = "secret"
        // docs: config-own-client
        val config = SdkConfig { sdkKey = System.getenv("CONVERT_SDK_KEY") }
        val client = HttpClient(OkHttp) {
            engine {
                config {
                    sslSocketFactory(tls.socketFactory, trusted) // trust store, client certificate
                    proxy(Proxy(Proxy.Type.HTTP, InetSocketAddress("proxy.example.com", 8080)))
                    proxyAuthenticator { _, response ->
                        val login = Credentials.basic("user", password)
                        response.request.newBuilder().header("Proxy-Authorization", login).build()
                    }
                }
            }
        }
        val core = Core(config, client.asTransport(config.transport))
        // end
        core.close()
        client.close()
    }
})
