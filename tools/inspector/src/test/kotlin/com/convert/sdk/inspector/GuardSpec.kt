package com.convert.sdk.inspector

import com.convert.sdk.inspector.fixture.get
import com.convert.sdk.inspector.fixture.inspectorAt
import com.convert.sdk.inspector.fixture.post
import com.convert.sdk.inspector.fixture.remoteCore
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe

class GuardSpec : StringSpec({
    "by default it is for browsers on this machine alone" {
        for (address in listOf("127.0.0.1", "127.3.2.1", "::1", "0:0:0:0:0:0:0:1", "[::1]", "::ffff:127.0.0.1")) {
            withClue(address) { InspectorGuard.LOOPBACK.admits(get("/", address)) shouldBe true }
        }
        for (address in listOf("10.0.0.1", "128.0.0.1", "127.0.0.1.example.com", "", "::2", "unknown")) {
            withClue(address) { InspectorGuard.LOOPBACK.admits(get("/", address)) shouldBe false }
        }
    }

    "by default what a proxy forwarded is refused" {
        for (header in listOf("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via", "x-forwarded-host")) {
            val forwarded = get("/", "127.0.0.1", header to "1.2.3.4")
            withClue(header) { InspectorGuard.LOOPBACK.admits(forwarded) shouldBe false }
        }
    }

    "by default a name that a foreign page made lead here is refused" {
        for (host in listOf("localhost", "localhost:8080", "127.0.0.1:8080", "[::1]:8080", "[::1]")) {
            withClue(host) { InspectorGuard.LOOPBACK.admits(get("/", "127.0.0.1", "Host" to host)) shouldBe true }
        }
        for (host in listOf("rebound.example.com", "rebound.example.com:8080", "", "localhost.example.com")) {
            withClue(host) { InspectorGuard.LOOPBACK.admits(get("/", "127.0.0.1", "Host" to host)) shouldBe false }
        }
    }

    "a guard of one's own is asked for everything, and refuses when it throws" {
        remoteCore().use { core ->
            val guards = listOf(InspectorGuard { it.header("X-Staff") == "yes" }, InspectorGuard { error("down") })
            for (own in guards) {
                val inspector = inspectorAt(core, settings = InspectorSettings { guard = own })
                for (path in listOf("", "/", "/app.js", "/state", "/events", "/preview", "/nothing")) {
                    inspector.respond(get(path)).status shouldBe 404
                }
                inspector.respond(post("/explain", "{}")).status shouldBe 404
            }
            val admitted = get("/", "10.0.0.1", "X-Staff" to "yes")
            inspectorAt(core, settings = InspectorSettings { guard = guards[0] }).respond(admitted).status shouldBe 200
        }
    }

    "a foreign page cannot ask" {
        remoteCore().use { core ->
            val inspector = inspectorAt(core)
            val body = """{"key": "checkout", "visitor": "a"}"""
            inspector.respond(post("/explain", body, "Content-Type" to "text/plain")).status shouldBe 403
            inspector.respond(post("/explain", body, "Origin" to "https://elsewhere.example")).status shouldBe 403
            inspector.respond(post("/explain", body, "Origin" to "null")).status shouldBe 403
            inspector.respond(post("/explain", body, "Origin" to "http://localhost:8080")).status shouldBe 200
        }
    }

    "a path that is none is refused" {
        for (wrong in listOf("", "/", "inspector", "/inspector/", "/a b", "/a?b", "/a//b")) {
            withClue(wrong) { shouldThrow<IllegalArgumentException> { InspectorSettings { path = wrong } } }
        }
    }
})
