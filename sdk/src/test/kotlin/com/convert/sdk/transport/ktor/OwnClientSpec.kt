package com.convert.sdk.transport.ktor

import com.convert.sdk.fixture.Certificates
import com.convert.sdk.fixture.HttpsServer
import com.convert.sdk.fixture.Reply
import com.convert.sdk.fixture.TunnelProxy
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.TrackingResponse
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.maps.shouldContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.ktor.client.HttpClient
import io.ktor.client.HttpClientConfig
import io.ktor.client.engine.cio.CIO
import io.ktor.client.engine.okhttp.OkHttp
import io.ktor.client.plugins.HttpRedirect
import io.ktor.client.plugins.HttpRequestRetry
import io.ktor.client.plugins.HttpResponseValidator
import io.ktor.client.plugins.HttpTimeout
import io.ktor.client.plugins.UserAgent
import io.ktor.client.plugins.cache.HttpCache
import io.ktor.client.plugins.cookies.ConstantCookiesStorage
import io.ktor.client.plugins.cookies.HttpCookies
import io.ktor.client.plugins.defaultRequest
import io.ktor.client.request.get
import io.ktor.client.request.header
import io.ktor.client.statement.bodyAsText
import io.ktor.http.Cookie
import io.ktor.http.HttpHeaders
import okhttp3.OkHttpClient
import java.net.Proxy
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import javax.net.ssl.SSLContext
import kotlin.time.Duration.Companion.milliseconds

/** A client that a user configured: its engine and plug-ins serve, and what the SDK promises holds all the same. */
@Tags("slow")
class OwnClientSpec : StringSpec({
    "another engine brings TLS 1.3, and keeps its connections" {
        HttpsServer { if (it.method == "GET") Reply.gzip(CONFIG) else Reply.of(200, "ok") }.use { server ->
            okHttp().use { client ->
                val transport = client.asTransport(server.settings())
                repeat(3) { transport.fetchConfig(configRequest) shouldBe ConfigResponse.Loaded(CONFIG, null) }
                repeat(3) { transport.sendTracking(trackingRequest) shouldBe TrackingResponse(200, null) }
            }
            server.protocols shouldContainExactly listOf("TLSv1.3")
            server.connections shouldBe 1
            server.requests.map { it.headers["user-agent"] }.distinct() shouldContainExactly listOf("ConvertAgent/1.0")
        }
    }

    "a client's own certificate opens a server that asks for one" {
        HttpsServer(asksForCertificate = true) { Reply.json(CONFIG) }.use { server ->
            okHttp(Certificates.knownClient).use {
                val transport = it.asTransport(server.settings())
                transport.fetchConfig(configRequest) shouldBe ConfigResponse.Loaded(CONFIG, null)
            }
            okHttp().use { it.asTransport(server.settings()).failure() }
        }
    }

    "a client's proxy is used, with the credentials that it asks for" {
        HttpsServer { Reply.json(CONFIG) }.use { server ->
            TunnelProxy("user", "password").use { proxy ->
                val throughProxy = okHttp {
                    proxy(Proxy(Proxy.Type.HTTP, proxy.address))
                    proxyAuthenticator { _, answer ->
                        answer.request.newBuilder().header("Proxy-Authorization", proxy.authorization).build()
                    }
                }
                throughProxy.use {
                    val transport = it.asTransport(server.settings())
                    transport.fetchConfig(configRequest) shouldBe ConfigResponse.Loaded(CONFIG, null)
                }
                proxy.opened shouldContainExactly listOf("localhost:${server.port}")
                server.requests.single().headers["proxy-authorization"] shouldBe null
            }
        }
    }

    "the SDK's own engine goes through a proxy as well" {
        HttpsServer { Reply.json(CONFIG) }.use { server ->
            TunnelProxy("user", "password").use { proxy ->
                val throughProxy = HttpClient(CIO) {
                    engine {
                        https { trustManager = Certificates.trust }
                        this.proxy = Proxy(Proxy.Type.HTTP, proxy.address)
                    }
                    defaultRequest { header(HttpHeaders.ProxyAuthorization, proxy.authorization) }
                }
                throughProxy.use {
                    val transport = it.asTransport(server.settings())
                    transport.fetchConfig(configRequest) shouldBe ConfigResponse.Loaded(CONFIG, null)
                }
                proxy.opened shouldContainExactly listOf("localhost:${server.port}")
            }
        }
    }

    "closing the transport leaves the client open, and ends the transport" {
        HttpsServer { Reply.json(CONFIG) }.use { server ->
            okHttp().use { client ->
                client.asTransport(server.settings()).run {
                    fetchConfig(configRequest)
                    close()
                    close()
                    failure()
                }
                client.get("${server.url}/still").bodyAsText() shouldBe CONFIG
            }
        }
    }

    "a client's headers come along, and do not replace ours" {
        HttpsServer { Reply.json(CONFIG) }.use { server ->
            val client = cio {
                install(UserAgent) { agent = "another agent" }
                install(HttpCookies) { storage = ConstantCookiesStorage(Cookie("session", "1", domain = "localhost")) }
                defaultRequest {
                    header(HttpHeaders.UserAgent, "a third")
                    header(HttpHeaders.ProxyAuthorization, "Basic abc")
                    url.parameters.append("api_key", "of the user's")
                }
            }
            client.use {
                it.asTransport(server.settings()).fetchConfig(configRequest)
                it.asTransport(server.settings()).sendTracking(trackingRequest)
            }
            server.requests.forEach {
                it.headers shouldContain ("user-agent" to "ConvertAgent/1.0")
                it.headers shouldContain ("proxy-authorization" to "Basic abc")
                it.headers["cookie"] shouldBe null
                it.target.contains("api_key") shouldBe false
            }
        }
    }

    "a client that follows redirects does not follow these" {
        HttpsServer { Reply.of(302, "", "Location" to "/elsewhere") }.use { server ->
            cio {
                install(HttpRedirect) { checkHttpMethod = false }
            }.use {
                it.asTransport(server.settings()).sendTracking(trackingRequest) shouldBe TrackingResponse(302, null)
                it.asTransport(server.settings()).failure().statusCode shouldBe 302
            }
            server.requests.size shouldBe 2
        }
    }

    "a client that repeats requests and throws over a status does neither here" {
        HttpsServer { Reply.of(503, "", "Retry-After" to "7") }.use { server ->
            cio {
                expectSuccess = true
                install(HttpRequestRetry) { retryOnServerErrors(5) }
                HttpResponseValidator { validateResponse { error("the status of ${it.call.request.url}") } }
            }.use {
                it.asTransport(server.settings()).sendTracking(trackingRequest) shouldBe TrackingResponse(503, "7")
                it.asTransport(server.settings()).failure().statusCode shouldBe 503
            }
            server.requests.size shouldBe 2
        }
    }

    "a client's cache does not come between the service and the SDK" {
        HttpsServer {
            if (it.headers["if-none-match"] == null) Reply.json(CONFIG, "ETag" to "\"v1\"") else Reply.of(304)
        }.use { server ->
            cio { install(HttpCache) }.use {
                val transport = it.asTransport(server.settings())
                repeat(2) { transport.fetchConfig(configRequest) shouldBe ConfigResponse.Loaded(CONFIG, "\"v1\"") }
                transport.fetchConfig(configRequest.copy(etag = "\"v1\"")) shouldBe ConfigResponse.NotModified
                val unknown = configRequest.copy(sdkKey = "another", etag = "\"v1\"")
                transport.fetchConfig(unknown) shouldBe ConfigResponse.NotModified
            }
        }
    }

    "a client's time-outs do not replace ours" {
        val over = CountDownLatch(1)
        HttpsServer { Reply.endless(1) { over.await(20, TimeUnit.MILLISECONDS) } }.use { server ->
            cio { install(HttpTimeout) { requestTimeoutMillis = 60_000 } }.use {
                val transport = it.asTransport(server.settings { timeout = 300.milliseconds })
                transport.failure().message shouldContain "longer than 300ms"
            }
            over.countDown()
        }
    }

    "a client that cannot reach anybody tells no secret" {
        val server = HttpsServer { Reply.lost }.also { it.close() }
        okHttp().use { it.asTransport(server.settings()).failure().message shouldContain "ConnectException" }
        HttpsServer(Certificates.forAnotherHost) { Reply.lost }.use { other ->
            okHttp().use { it.asTransport(other.settings()).failure().message shouldContain "SSLPeerUnverified" }
        }
    }
})

private fun okHttp(tls: SSLContext = Certificates.client, configure: OkHttpClient.Builder.() -> Unit = {}) =
    HttpClient(OkHttp) {
        engine {
            config {
                sslSocketFactory(tls.socketFactory, Certificates.trust)
                configure()
            }
        }
    }

private fun cio(configure: HttpClientConfig<*>.() -> Unit) = HttpClient(CIO) {
    engine { https { trustManager = Certificates.trust } }
    configure()
}
