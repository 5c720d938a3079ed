package com.convert.sdk.internal.runtime

import com.convert.sdk.error.IncompatibleLibraryException
import kotlinx.coroutines.Job
import kotlinx.serialization.json.Json
import org.slf4j.Logger

/**
 * A library that the SDK calls. What is older than [required] is told when an instance starts; without that it would
 * be an error of the linker's in some background task. [property] is what sets the version in a Spring Boot build.
 */
internal class LibraryCheck(
    private val library: String,
    private val required: String,
    private val property: String,
    private val version: () -> String?,
) {
    /** @throws IncompatibleLibraryException when it is older. One whose version cannot be told passes. */
    fun verify() {
        val found = version() ?: return
        if (isOlder(found, required)) throw IncompatibleLibraryException(library, found, required, property)
    }

    companion object {
        private val all by lazy(LazyThreadSafetyMode.PUBLICATION) {
            listOf(
                LibraryCheck("kotlin-stdlib", STDLIB, "kotlin.version") { KotlinVersion.CURRENT.toString() },
                LibraryCheck("kotlinx-coroutines-core", COROUTINES, "kotlin-coroutines.version") {
                    versionOf(Job::class.java, "kotlinx-coroutines-core-jvm") ?: coroutinesByFile()
                },
                LibraryCheck("kotlinx-serialization-json", SERIALIZATION, "kotlin-serialization.version") {
                    versionOf(Json::class.java, "kotlinx-serialization-json-jvm")
                },
                LibraryCheck("slf4j-api", SLF4J, "slf4j.version") { versionOf(Logger::class.java, "slf4j-api") },
            )
        }

        /** Of what every instance needs. */
        fun verifyAll() = all.forEach(LibraryCheck::verify)

        /** For those who use Ktor, whose client is of [type]. */
        fun verifyKtor(type: Class<*>) =
            LibraryCheck("ktor-client-core", KTOR, "ktor.version") { versionOf(type, "ktor-client-core-jvm") }.verify()
    }
}

// The floors of docs/compatibility.md; .ci/consumers/run runs programs with exactly these.
private const val STDLIB = "2.1.0"
private const val COROUTINES = "1.9.0"
private const val SERIALIZATION = "1.6.3"
private const val SLF4J = "1.7.36"
private const val KTOR = "3.0.3"

/** The version in the name of the jar that [type] is from; `null` when there is none, as in a jar of many libraries. */
internal fun versionOf(type: Class<*>, artifact: String): String? =
    type.protectionDomain?.codeSource?.location?.let { versionInName(it.toString(), artifact) }

/** As coroutines say it themselves; a jar of many libraries keeps the file. */
private fun coroutinesByFile(): String? =
    Job::class.java.getResource("/META-INF/kotlinx_coroutines_core.version")?.readText()?.trim()

/** `1.8.1` in `file:/lib/kotlinx-coroutines-core-jvm-1.8.1.jar`, when [artifact] is `kotlinx-coroutines-core-jvm`. */
internal fun versionInName(location: String, artifact: String): String? {
    val start = location.lastIndexOf("$artifact-")
    if (start < 0) return null
    val version = location.substring(start + artifact.length + 1).substringBefore(".jar")
    return version.takeIf { it.isNotEmpty() && it[0].isDigit() }
}

/** Goes by the leading numbers alone: a release candidate counts as its release. */
internal fun isOlder(version: String, than: String): Boolean {
    val one = numbers(version)
    val other = numbers(than)
    for (i in other.indices) {
        val number = one.getOrElse(i) { 0 }
        if (number != other[i]) return number < other[i]
    }
    return false
}

private fun numbers(version: String): List<Int> =
    version.substringBefore('-').split('.').map { part -> part.takeWhile { it.isDigit() }.toIntOrNull() ?: 0 }
