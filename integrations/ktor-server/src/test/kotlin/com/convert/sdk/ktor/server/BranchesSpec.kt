package com.convert.sdk.ktor.server

import com.convert.sdk.result.ExperienceResult
import com.convert.sdk.test.ConvertTest
import com.convert.sdk.test.TestProject
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain

class BranchesSpec : StringSpec({
    "the branch of the variation gets the result, and what it gives comes out" {
        branches { variation("b") { it.variationKey } }.follow(served("b")) { _, _ -> } shouldBe "b"
    }

    "whoever is not in the experience goes on at otherwise" {
        branches { variation("b") { "b" } }.follow(null) { _, _ -> } shouldBe "otherwise"
    }

    "a variation without a branch goes on at otherwise, and is told of" {
        val told = ArrayList<Pair<String, String?>>()
        branches { variation("b") { "b" } }.follow(served("a")) { e, v -> told.add(e to v) } shouldBe "otherwise"
        told shouldContainExactly listOf("checkout" to "a")
    }

    "branches without otherwise are refused, whatever is served" {
        val failure = shouldThrow<IllegalStateException> {
            ExperienceBranches<String>("checkout").apply { variation("b") { "b" } }.checked()
        }
        failure.message shouldContain "otherwise { }"
    }

    "two branches for one variation are refused" {
        shouldThrow<IllegalArgumentException> {
            branches {
                variation("b") { "b" }
                variation("b") { "b" }
            }
        }
    }
})

private fun branches(configure: ExperienceBranches<String?>.() -> Unit) =
    ExperienceBranches<String?>("checkout").apply {
        configure()
        otherwise { "otherwise" }
    }.checked()

private suspend fun served(variation: String): ExperienceResult? {
    val project = TestProject.empty().addExperience("checkout", "a", "b").withVariation("checkout", variation)
    return ConvertTest(project).use { it.start().createContext("ann").runExperience("checkout") }
}
