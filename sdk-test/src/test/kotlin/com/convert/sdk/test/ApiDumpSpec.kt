package com.convert.sdk.test

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import org.jetbrains.kotlin.abi.tools.AbiFilters
import org.jetbrains.kotlin.abi.tools.AbiTools
import java.io.File

/** `-Dapi.update=true` writes the file anew; the change is then reviewed as a diff. */
class ApiDumpSpec : StringSpec({
    "the public surface is the one in api/sdk-test.api" {
        val committed = File("api/sdk-test.api")
        val classes = File("target/classes").walk().filter { it.extension == "class" }.toList()
        val publicOnly = AbiFilters(emptySet(), setOf("com.convert.sdk.test.internal.**"), emptySet(), emptySet())
        val dump = buildString { AbiTools.getInstance().printJvmDump(this, classes, publicOnly) }
        if (System.getProperty("api.update").toBoolean()) committed.writeText(dump)
        withClue("The public API changed. If that was meant, run the tests of this class with -Dapi.update=true.") {
            dump shouldBe committed.takeIf(File::exists)?.readText()?.replace("\r\n", "\n")
        }
    }
})
