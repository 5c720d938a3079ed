package com.convert.sdk.transport.jdk

import com.convert.sdk.TransportConfig
import com.convert.sdk.error.ConvertSdkException
import com.convert.sdk.fixture.Certificates
import com.convert.sdk.fixture.HttpsServer
import com.convert.sdk.fixture.Reply
import com.convert.sdk.internal.defaultTransport
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.internal.tracking.ChildJvm
import com.convert.sdk.transport.ktor.CONFIG
import com.convert.sdk.transport.ktor.configRequest
import com.convert.sdk.transport.ktor.trackingRequest
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.engine.spec.tempfile
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import java.io.File

/** Names with several addresses, which a JVM reads from a file of its own. */
@Tags("slow")
class DeadAddressSpec : StringSpec({
    "a name whose first address takes no connection is reached by the next, over few connections" {
        HttpsServer { Reply.json(CONFIG) }.use { server ->
            ask(server.url, named("127.0.0.2", "127.0.0.1")) shouldContainExactly List(3) { "loaded, taken" }
            (server.connections <= 2) shouldBe true
        }
    }

    "a name none of whose addresses takes a connection is told as that, each time" {
        val closed = HttpsServer { Reply.lost }.also { it.close() }
        val answers = ask(closed.url, named("127.0.0.2", "127.0.0.1"))
        answers.size shouldBe 3
        answers.forEach { it shouldStartWith "the configuration could not be fetched: no connection" }
    }

    "with a dead address beside it, the certificate still has to be for the name" {
        HttpsServer(Certificates.forAnotherHost) { Reply.json(CONFIG) }.use { server ->
            val answers = ask(server.url, named("127.0.0.2", "127.0.0.1"))
            answers.first() shouldStartWith "the configuration could not be fetched: "
            server.requests.size shouldBe 0
        }
    }
})

private fun StringSpec.named(vararg addresses: String): File =
    tempfile("hosts").apply { writeText(addresses.joinToString("") { "$it localhost\n" }) }

private fun ask(url: String, hosts: File): List<String> {
    val options = listOf("-Djdk.net.hosts.file=$hosts")
    return ChildJvm(DeadAddressChild::class.java.name, url, Certificates.authorityPem, options = options)
        .use { it.await() }
}

/** Three times loads from and posts to the server named first, which has a certificate of the authority given. */
internal object DeadAddressChild {
    @JvmStatic
    fun main(arguments: Array<String>) {
        val config = TransportConfig.Builder().apply {
            baseUrl = arguments[0]
            trackBaseUrl = arguments[0]
        }.build()
        val trust = Certificates.trusting(arguments[1])
        defaultTransport(config, Logs(null), Dispatchers.IO, trust).use { transport ->
            repeat(3) {
                try {
                    runBlocking {
                        transport.fetchConfig(configRequest)
                        transport.sendTracking(trackingRequest)
                    }
                    println("loaded, taken")
                } catch (e: ConvertSdkException) {
                    println(e.message)
                }
            }
        }
    }
}
