package com.convert.sdk.parity.live

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import java.nio.file.Files
import java.nio.file.Path

class InstallationSpec : FunSpec({
    test("version and checksum are those of the lock file") {
        val installation = Installation(Path.of("node"))
        installation.version.split(".").size shouldBe 3
        installation.integrity shouldStartWith "sha512-"
    }

    test("the lock file names no address") {
        ("http" in Files.readString(Path.of("node", "package-lock.json"))) shouldBe false
    }

    test("what is missing is said") {
        val folder = tempdir().toPath()
        Files.copy(Path.of("node", "package-lock.json"), folder.resolve("package-lock.json"))
        Installation(folder, node = "no-such-node").prepare() shouldBe "there is no 'no-such-node' on the path"
        Installation(folder, node = "java").prepare()!! shouldStartWith "Node 20..22 is needed, and this is "
    }
})
