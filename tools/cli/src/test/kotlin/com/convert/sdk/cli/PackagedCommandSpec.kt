package com.convert.sdk.cli

import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import kotlin.io.path.exists

private val java = Path.of(System.getProperty("java.home"), "bin", "java").toString()

/** The jar and the script as they are handed out. */
class PackagedCommandSpec : StringSpec({
    fun run(vararg command: String): Said {
        val process = ProcessBuilder(*command).redirectErrorStream(true).start()
        process.outputStream.close()
        val out = process.inputStream.readBytes().decodeToString()
        check(process.waitFor(1, TimeUnit.MINUTES)) { "it hangs" }
        return Said(process.exitValue(), out, "")
    }

    "the jar runs by itself, and its exit codes reach the shell" {
        run(java, "-jar", "target/convert.jar", "--version").out shouldStartWith "convert 0."
        val question = arrayOf("explain", "checkout", "--visitor", "ann", "--config", SAMPLE)
        val explained = run(java, "-jar", "target/convert.jar", *question)
        explained.code shouldBe 0
        explained.out shouldContain "Result:"
        run(java, "-jar", "target/convert.jar", "validate", SAMPLE).code shouldBe 1
        run(java, "-jar", "target/convert.jar", "explain").code shouldBe 2
    }

    "the script starts it with the archive of its classes".config(enabled = Path.of("/bin/sh").exists()) {
        val said = run("/bin/sh", "target/convert", "explain", "checkout", "--visitor", "ann", "--config", SAMPLE)
        said.code shouldBe 0
        said.out shouldStartWith "Experience 'checkout'"
        Path.of("target/convert.jsa").exists() shouldBe true
    }

    "the archive has the classes of the libraries as well" {
        val archive = "-XX:SharedArchiveFile=" + Path.of("target/convert.jsa").toAbsolutePath()
        val jar = Path.of("target/convert.jar").toAbsolutePath().toString()
        val options = arrayOf(archive, "-Xshare:auto", "-XX:+UseSerialGC", "-Xlog:class+load")
        val loaded = run(java, *options, "-jar", jar, "--help").out
        loaded shouldContain "picocli.CommandLine source: shared objects file (top)"
    }
})
