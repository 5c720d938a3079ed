package com.convert.sdk.redis

import com.convert.sdk.redis.fixture.RedisServer
import com.convert.sdk.redis.fixture.RedisSpec
import com.convert.sdk.redis.fixture.use
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.lettuce.core.ClientOptions
import io.lettuce.core.RedisClient
import io.lettuce.core.RedisConnectionException
import io.lettuce.core.RedisURI
import io.lettuce.core.SslOptions
import okhttp3.tls.HeldCertificate
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.writeText

class TlsSpec : RedisSpec({
    "over TLS, with a certificate of the company's own" {
        val folder = Files.createTempDirectory("redis-tls")
        val certificate = certificate()
        val port = RedisServer.freePort()
        RedisServer(port, tlsOptions(port, folder, certificate)).start().use {
            RedisClient.create(tlsUri(port)).use { client ->
                client.options = trusting(folder.resolve("certificate.pem"))
                val store = RedisDataStore(client.connect())
                store.update("secure", null) { mapOf("a" to 1) }
                store.get("secure") shouldBe mapOf("a" to 1L)
            }
            RedisClient.create(tlsUri(port)).use { client ->
                val stranger = folder.resolve("stranger.pem").apply { writeText(certificate().certificatePem()) }
                client.options = trusting(stranger)
                shouldThrow<RedisConnectionException> { client.connect() }
            }
        }
        folder.toFile().deleteRecursively()
    }
})

private fun certificate(): HeldCertificate =
    HeldCertificate.Builder().addSubjectAlternativeName(RedisServer.HOST).certificateAuthority(0).build()

private fun tlsUri(port: Int): RedisURI = RedisURI.Builder.redis(RedisServer.HOST, port).withSsl(true).build()

private fun trusting(certificate: Path): ClientOptions = ClientOptions.builder()
    .sslOptions(SslOptions.builder().jdkSslProvider().trustManager(certificate.toFile()).build())
    .build()

private fun tlsOptions(
    port: Int,
    folder: Path,
    certificate: HeldCertificate,
): List<String> {
    val public = folder.resolve("certificate.pem").apply { writeText(certificate.certificatePem()) }
    val private = folder.resolve("key.pem").apply { writeText(certificate.privateKeyPkcs8Pem()) }
    return listOf(
        "--port", "0", "--tls-port", "$port", "--tls-auth-clients", "no",
        "--tls-cert-file", "$public", "--tls-key-file", "$private", "--tls-ca-cert-file", "$public",
    )
}
