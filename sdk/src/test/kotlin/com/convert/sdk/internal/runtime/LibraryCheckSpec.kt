package com.convert.sdk.internal.runtime

import com.convert.sdk.error.IncompatibleLibraryException
import io.kotest.assertions.throwables.shouldNotThrowAny
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.inspectors.forAll
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.ktor.client.HttpClient
import kotlinx.coroutines.Job
import kotlinx.serialization.json.Json
import org.slf4j.Logger

class LibraryCheckSpec : StringSpec({
    fun verify(found: String?) = LibraryCheck("some-library", "1.9.0", "some.version") { found }.verify()

    "an older library is refused in one sentence with both versions and the property" {
        val refusal = shouldThrow<IncompatibleLibraryException> { verify("1.8.1") }
        refusal.message shouldBe "some-library is 1.8.1 on the class path, and this SDK needs 1.9.0 or newer: " +
            "set your build's version of it (the property some.version with Spring Boot), " +
            "or depend on convert-sdk-java-bundle alone"
        refusal.code shouldBe "incompatible_library"
        listOf(refusal.library, refusal.found, refusal.required) shouldBe listOf("some-library", "1.8.1", "1.9.0")
    }

    "the oldest that will do, and what is newer, pass" {
        listOf("1.9.0", "1.9", "1.9.0-RC.2", "1.9.1", "1.10.0", "2.0").forAll { shouldNotThrowAny { verify(it) } }
    }

    "numbers are compared as numbers" {
        listOf("1.8.99", "1.8", "0.10.0", "1.8.0-Beta").forAll { isOlder(it, "1.9.0") shouldBe true }
    }

    "a library whose version cannot be told passes" {
        shouldNotThrowAny { verify(null) }
    }

    "the version is in the name of the jar, wherever this lies" {
        listOf(
            "file:/home/a/lib-1.0/some-library-1.8.1.jar",
            "jar:nested:/srv/shop-2.0.jar/!BOOT-INF/lib/some-library-1.8.1.jar!/",
            "file:/srv/lib/main/org.somebody.some-library-1.8.1.jar",
        ).forAll { versionInName(it, "some-library") shouldBe "1.8.1" }
        versionInName("file:/srv/shop-2.0-all.jar", "some-library") shouldBe null
        versionInName("file:/srv/some-library-jvm.jar", "some-library") shouldBe null
    }

    "the libraries that are here have versions, and pass" {
        versionOf(Job::class.java, "kotlinx-coroutines-core-jvm").shouldNotBeNull()
        versionOf(Json::class.java, "kotlinx-serialization-json-jvm").shouldNotBeNull()
        versionOf(Logger::class.java, "slf4j-api").shouldNotBeNull()
        versionOf(HttpClient::class.java, "ktor-client-core-jvm").shouldNotBeNull()
        shouldNotThrowAny { LibraryCheck.verifyAll() }
        shouldNotThrowAny { LibraryCheck.verifyKtor(HttpClient::class.java) }
    }
})
