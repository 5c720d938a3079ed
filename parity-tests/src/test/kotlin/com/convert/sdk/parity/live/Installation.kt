package com.convert.sdk.parity.live

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import java.io.IOException
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit

/** Node and the published package, as the lock file in [folder] pins it by version and checksum. */
internal class Installation(
    private val folder: Path,
    private val node: String = "node",
    private val npm: String = "npm",
) {
    val version: String get() = pinned().textOf("version")
    val integrity: String get() = pinned().textOf("integrity")

    /** Whether the package knows previews, mutual exclusion and the anchored layout. */
    val isNewest: Boolean get() = (version.substringBefore('.').toIntOrNull() ?: 0) >= 5
    val nodeVersion: String? by lazy { output(node, "--version") }

    /** Installs the package unless it is there; gives why there is nothing to compare with, or `null`. */
    fun prepare(): String? {
        val found = nodeVersion ?: return "there is no '$node' on the path"
        val major = found.removePrefix("v").substringBefore('.').toIntOrNull()
        if (major !in MAJORS) return "Node $MAJORS is needed, and this is $found"
        if (!isInstalled() && !run(npm, "ci", "--silent")) return "there is no '$npm' on the path"
        return if (isInstalled()) null else "'$npm ci' did not install the package"
    }

    private fun isInstalled(): Boolean {
        val description = folder.resolve("$PACKAGE/package.json")
        return Files.exists(description) && read(description).textOf("version") == version
    }

    private fun pinned(): JsonObject {
        val packages = read(folder.resolve("package-lock.json")).getValue("packages") as JsonObject
        return packages.getValue(PACKAGE) as JsonObject
    }

    private fun read(file: Path) = Json.parseToJsonElement(Files.readString(file)) as JsonObject

    /** What a command prints; `null` when there is no such command. */
    private fun output(vararg command: String): String? = start(*command)?.inputReader()?.readText()?.trim()

    /** Lets a command come to its end; gives false when there is no such command. */
    private fun run(vararg command: String): Boolean {
        val process = start(*command) ?: return false
        process.inputStream.close()
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) process.destroy()
        return true
    }

    private fun start(vararg command: String): Process? = try {
        ProcessBuilder(*command).directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
    } catch (_: IOException) {
        null
    }

    private companion object {
        const val PACKAGE = "node_modules/@convertcom/js-sdk"
        const val PATIENCE_SECONDS = 120L

        /** Later versions of Node read some patterns in a newer dialect. */
        val MAJORS = 20..22
    }
}
