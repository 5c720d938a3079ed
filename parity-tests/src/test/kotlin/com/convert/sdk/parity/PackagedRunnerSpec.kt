package com.convert.sdk.parity

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe

/** Runs after the jar is built: see the pom. */
class PackagedRunnerSpec : FunSpec({
    test("the packaged runner answers every vector as expected") {
        val runner = RunnerProcess.ofJar(System.getProperty("conformance.jar"))
        for (family in Vectors.families) {
            val run = Vectors.cases(family).useLines(runner::run)
            run.errors.shouldBeEmpty()
            run.exitStatus shouldBe 0
            Vectors.differences(family, run.output).shouldBeEmpty()
        }
    }
})
