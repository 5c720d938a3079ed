package com.convert.sdk.inspect

import com.convert.sdk.inspect.fixture.audience
import com.convert.sdk.inspect.fixture.exclusion
import com.convert.sdk.inspect.fixture.experience
import com.convert.sdk.inspect.fixture.project
import com.convert.sdk.inspect.fixture.rule
import com.convert.sdk.inspect.fixture.snapshot
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.shouldBe

private suspend fun findings(json: String) = Inspect.validate(snapshot(json)).findings

private suspend fun problems(json: String) =
    findings(json).filter { it.severity == Severity.PROBLEM }.map { it.code }

/** Problems of an experience for an audience with these rules. */
private suspend fun problemsOfRules(vararg items: String) =
    problems(project(experience("e", 50, 50, """, "audiences": ["a"]"""), audience("a", *items)))

class ValidationSpec : StringSpec({
    "a sound configuration has no findings" {
        val fine = project(
            experience("e", 50, 50, """, "audiences": ["a"]"""),
            audience("a", rule("country", "matches", "\"US\""), rule("age", "less", "18", negated = true)),
        )
        findings(fine).shouldBeEmpty()
    }

    "traffic over 100 % is found, and who loses by it" {
        problems(project(experience("e", 80, 40, version = 6))) shouldBe
            listOf("traffic_over_100", "less_than_allocated")
        problems(project(experience("e", 100, 40, version = 6))) shouldBe
            listOf("traffic_over_100", "unreachable_variation")
        problems(project(experience("e", 80, 40))) shouldContain "traffic_over_100"
    }

    "thirds of the traffic are fine in both layouts" {
        problems(project(experience("e", 33.33, 66.67, version = 6))).shouldBeEmpty()
        problems(project(experience("e", 33.33, 66.67))).shouldBeEmpty()
    }

    "an experience that nobody gets is found" {
        problems(project(experience("e", 0, 0))) shouldBe listOf("no_traffic")
        problems(project("""{"id": "1", "key": "e"}""")) shouldBe listOf("no_variations")
        problems(project(experience("e", "\"lots\"", 50))) shouldContain "allocation_no_number"
    }

    "references to nothing are found, and what they lead to" {
        problems(project(experience("e", 50, 50, """, "audiences": ["x"]"""))) shouldBe
            listOf("unknown_audience", "open_to_all")
        problems(project(experience("e", 50, 50, """, "locations": ["x"]"""))) shouldBe
            listOf("unknown_location", "never_located")
        problems(project(experience("e", 50, 50, """, "goals": ["x"]"""))) shouldBe listOf("unknown_goal")
        val carrier = """{"id": "1", "key": "e", "variations": [{"id": "2", "key": "v", "changes": [
            {"id": 3, "type": "fullStackFeature", "data": {"feature_id": "9"}}]}]}"""
        problems(project(carrier)) shouldBe listOf("unknown_feature")
    }

    "isIn with capital letters is found, with a value that does match" {
        problemsOfRules(rule("country", "isIn", "\"us|ca\"")).shouldBeEmpty()
        problemsOfRules(rule("country", "isIn", "\"US|CA\"")) shouldBe listOf("capitals_in_list")
        problemsOfRules(rule("country", "isIn", "[\"US\"]")) shouldBe listOf("capitals_in_list")
    }

    "malformed comparisons are found, whatever is wrong with them" {
        problemsOfRules("""{"key": "a", "value": 1}""") shouldBe listOf("malformed_rule")
        problemsOfRules("""{"key": "a", "value": 1, "matching": {"match_type": "same", "negated": false}}""") shouldBe
            listOf("malformed_rule")
        problemsOfRules("""{"key": "a", "value": 1, "matching": {"match_type": "equals"}}""") shouldBe
            listOf("malformed_rule")
        problemsOfRules("""{"key": "a", "matching": {"match_type": "equals", "negated": true}}""") shouldBe
            listOf("malformed_rule")
        problemsOfRules(rule("a", "regexMatches", "\"(\"")) shouldBe listOf("malformed_rule")
        problemsOfRules() shouldBe listOf("empty_rules")
    }

    "comparisons that match nobody are found" {
        problemsOfRules(rule("a", "isIn", "5")) shouldBe listOf("matches_nobody", "contradiction")
    }

    "conditions that contradict one another are found" {
        problemsOfRules(rule("country", "matches", "\"US\""), rule("country", "matches", "\"CA\"")) shouldBe
            listOf("contradiction")
        problemsOfRules(rule("age", "less", "18"), rule("age", "less", "21", negated = true)) shouldBe
            listOf("contradiction")
        problemsOfRules(rule("age", "less", "21"), rule("age", "less", "18", negated = true)).shouldBeEmpty()
    }

    "exclusion in a circle, of itself and of nothing is found" {
        val both = experience("one", 50, 50, """, "audiences": ["x"]""") + "," +
            experience("two", 50, 50, """, "audiences": ["y"]""")
        problems(project(both, audience("x", exclusion("two")) + "," + audience("y", exclusion("one")))) shouldBe
            listOf("exclusion_circle")
        problems(project(both, audience("x", exclusion("one")) + "," + audience("y", exclusion("one")))) shouldBe
            listOf("exclusion_circle")
        problems(project(both, audience("x", exclusion("three")) + "," + audience("y", exclusion("one")))) shouldBe
            listOf("unknown_exclusion")
    }

    "a long chain of exclusion is no circle" {
        val chain = (0..5_000).joinToString { experience("e$it", 50, 50, """, "audiences": ["a$it"]""") }
        val audiences = (1..5_000).joinToString { audience("a$it", exclusion("e${it - 1}")) }
        val first = audience("a0", rule("a", "equals", "1"))
        problems(project(chain, "$first, $audiences")).shouldBeEmpty()
    }

    "features that nobody gets are found" {
        problems(project(experience("e", 50, 50), features = """{"id": "9", "key": "f"}""")) shouldBe
            listOf("feature_not_carried")
        val stopped = """{"id": "1", "key": "e", "variations": [
            {"id": "2", "key": "v", "status": "stopped", "changes": [
            {"id": 3, "type": "fullStackFeature", "data": {"feature_id": "9"}}]}, {"id": "4", "key": "w"}]}"""
        problems(project(stopped, features = """{"id": "9", "key": "f"}""")) shouldBe listOf("feature_not_served")
    }

    "two of one key, and one without, are found" {
        problems(project(experience("e", 50, 50) + "," + experience("e", 50, 50).replace("id-e", "id-f"))) shouldBe
            listOf("duplicate_key")
        problems(project("""{"id": "1"}""")) shouldBe listOf("no_key")
    }

    "a note is no finding to act on" {
        val report = Inspect.validate(snapshot(project(experience("e", 0, 50))))
        report.findings.map { it.code } shouldBe listOf("zero_allocation")
        report.hasFindings shouldBe false
    }
})
