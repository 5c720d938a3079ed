package com.convert.sdk

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import org.jetbrains.kotlin.abi.tools.AbiFilters
import org.jetbrains.kotlin.abi.tools.AbiTools
import java.io.File

/** `-Dapi.update=true` writes the file anew; the change is then reviewed as a diff. */
class ApiDumpSpec : StringSpec({
    "the public surface is the one in api/sdk.api" {
        val dump = dump(excludedClasses = setOf("com.convert.sdk.internal.**"))
        if (System.getProperty("api.update").toBoolean()) committed.writeText(dump)
        withClue("The public API changed. If that was meant, run the tests of this class with -Dapi.update=true.") {
            dump shouldBe committed.takeIf(File::exists)?.readText()?.replace("\r\n", "\n")
        }
    }

    "nothing in an internal package is public" {
        dump().lines().filter { it.startsWith("public") && " com/convert/sdk/internal/" in it }.shouldBeEmpty()
    }
})

private val committed = File("api/sdk.api")

private fun dump(excludedClasses: Set<String> = emptySet()): String {
    val filters = AbiFilters(
        includedClasses = emptySet(),
        excludedClasses = excludedClasses,
        includedAnnotatedWith = emptySet(),
        excludedAnnotatedWith = setOf("com.convert.sdk.InternalConvertApi"),
    )
    val classes = File("target/classes").walk().filter { it.extension == "class" }.toList()
    return buildString { AbiTools.getInstance().printJvmDump(this, classes, filters) }
}
