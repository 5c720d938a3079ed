package com.convert.sdk.inspect

import com.convert.sdk.inspect.fixture.BOOKSHOP
import com.convert.sdk.inspect.fixture.experience
import com.convert.sdk.inspect.fixture.project
import com.convert.sdk.inspect.fixture.snapshot
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.longs.shouldBeInRange
import io.kotest.matchers.shouldBe

private val options = SimulationOptions { visitors = 20_000 }

private suspend fun diff(before: String, after: String) = Inspect.diff(snapshot(before), snapshot(after), options)

class DifferenceSpec : StringSpec({
    "a configuration beside itself has no change, and nobody moves" {
        val report = diff(BOOKSHOP, BOOKSHOP)
        report.changes.shouldBeEmpty()
        report.hasFindings shouldBe false
    }

    "more traffic in the anchored layout takes from nobody" {
        val report = diff(project(experience("e", 20, 20)), project(experience("e", 30, 30)))
        val moves = report.experiences.single().moves
        moves.map { it.from to it.to }.toSet() shouldBe setOf("none (traffic)" to "a", "none (traffic)" to "b")
        report.experiences.single().moved shouldBeInRange 3_800L..4_200L
    }

    "more traffic in the packed layout moves visitors from one variation to another" {
        val report = diff(project(experience("e", 20, 20, version = 6)), project(experience("e", 30, 30, version = 6)))
        report.experiences.single().moves.map { it.from to it.to }.toSet() shouldBe
            setOf("b" to "a", "none (traffic)" to "b")
    }

    "an experience that goes is a move out of it, and a change" {
        val report = diff(project(experience("e", 50, 50)), project())
        report.changes.map { Triple(it.kind, it.key, it.path) } shouldBe listOf(Triple(ChangeKind.REMOVED, "e", ""))
        report.experiences.single().moved shouldBe 20_000
        report.experiences.single().moves.map { it.to }.toSet() shouldBe setOf("none (no such experience)")
    }

    "a changed field is named by its path, with both values" {
        val report = diff(project(experience("e", 20, 20)), project(experience("e", 20, 30)))
        val change = report.changes.single()
        change.path shouldBe "variations[e-b].traffic_allocation"
        change.before shouldBe 20
        change.after shouldBe 30
    }

    "what belongs to no entity is compared too" {
        val archived = project(experience("e", 50, 50), more = """, "archived_experiences": ["id-e"]""")
        val report = diff(project(experience("e", 50, 50)), archived)
        report.changes.single().path shouldBe "archived_experiences"
        report.experiences.single().moves.map { it.to }.toSet() shouldBe setOf("none (archived)")
    }

    "the order of variations is a change" {
        val swapped = """{"id": "id-e", "key": "e", "version": 12, "variations": [
            {"id": "e-b", "key": "b", "traffic_allocation": 50},
            {"id": "e-a", "key": "a", "traffic_allocation": 50}]}"""
        val report = diff(project(experience("e", 50, 50)), project(swapped))
        report.changes.single().path shouldBe "variations (order)"
        report.experiences.single().moved shouldBe 20_000
    }
})
