package com.convert.sdk.transport.jdk

import com.convert.sdk.Core
import com.convert.sdk.SdkConfig
import com.convert.sdk.TransportConfig
import com.convert.sdk.error.ConvertSdkException
import com.convert.sdk.fixture.Certificates
import com.convert.sdk.fixture.HttpsServer
import com.convert.sdk.fixture.Reply
import com.convert.sdk.internal.defaultTransport
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.internal.tracking.ChildJvm
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.Transport
import com.convert.sdk.transport.ktor.CONFIG
import com.convert.sdk.transport.ktor.configRequest
import io.kotest.core.spec.style.StringSpec
import io.kotest.engine.spec.tempdir
import io.kotest.engine.spec.tempfile
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import java.io.File
import java.net.InetAddress
import kotlin.time.Duration.Companion.milliseconds

/** Names that move or are never resolved; a JVM of its own looks them up in a file, each time anew. */
class NameResolutionSpec : StringSpec({
    "a name that moves to another address is followed there" {
        val hosts = tempfile("hosts")
        // Without this the JDK remembers an address for half a minute.
        val options = listOf("-Djdk.net.hosts.file=$hosts", "-Dsun.net.inetaddr.ttl=0")
        ChildJvm(MovingNameChild::class.java.name, hosts.path, options = options)
            .use { it.await() } shouldContainExactly listOf("from 127.0.0.1", "from 127.0.0.2", "from 127.0.0.3")
    }

    "a name server that never answers costs each request its time-out, and closing returns" {
        val hosts = tempdir().resolve("hosts")
        ProcessBuilder("mkfifo", hosts.path).start().waitFor() shouldBe 0
        // Opening a pipe that nobody writes to does not return.
        ChildJvm(UnresolvedNameChild::class.java.name, options = listOf("-Djdk.net.hosts.file=$hosts")).use {
            val lines = it.await()
            lines.size shouldBe UnresolvedNameChild.ATTEMPTS + 1
            lines.dropLast(1).forEach { line -> line shouldContain "took longer than 100ms" }
            lines.last() shouldBe "closed"
        }
    }
})

/** Moves the name `localhost` on, while the server at the address before ends, and says who answered. */
internal object MovingNameChild {
    @JvmStatic
    fun main(arguments: Array<String>) {
        val hosts = File(arguments[0])
        var server = serverAt("127.0.0.1")
        hosts.writeText("127.0.0.1 localhost\n")
        val config = TransportConfig.Builder().apply { baseUrl = server.url }.build()
        defaultTransport(config, Logs(null), Dispatchers.IO, Certificates.trust).use { transport ->
            for (next in listOf("127.0.0.2", "127.0.0.3", null)) {
                println("from ${answering(transport)}")
                server.close()
                if (next == null) return
                server = serverAt(next, server.port)
                hosts.writeText("$next localhost\n")
            }
        }
    }
}

private fun serverAt(address: String, port: Int = 0) =
    HttpsServer(port = port, address = InetAddress.getByName(address)) {
        Reply.json(CONFIG, "ETag" to address, "Connection" to "close")
    }

private fun answering(transport: Transport): String? =
    (runBlocking { transport.fetchConfig(configRequest) } as ConfigResponse.Loaded).etag

/** Loads through a name server that never answers, more often than an instance's client has threads, and closes. */
internal object UnresolvedNameChild {
    const val ATTEMPTS = 20

    @JvmStatic
    fun main(arguments: Array<String>) {
        val core = Core(
            SdkConfig {
                sdkKey = "key"
                transport {
                    baseUrl = "https://cdn.example"
                    timeout = 100.milliseconds
                }
            },
        )
        repeat(ATTEMPTS) {
            try {
                runBlocking { core.initialize() }
            } catch (e: ConvertSdkException) {
                println(e.message)
            }
        }
        core.close()
        println("closed")
    }
}
