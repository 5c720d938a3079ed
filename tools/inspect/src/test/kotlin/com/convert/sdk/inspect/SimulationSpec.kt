package com.convert.sdk.inspect

import com.convert.sdk.EvaluationOptions
import com.convert.sdk.inspect.fixture.BOOKSHOP
import com.convert.sdk.inspect.fixture.audience
import com.convert.sdk.inspect.fixture.exclusion
import com.convert.sdk.inspect.fixture.experience
import com.convert.sdk.inspect.fixture.project
import com.convert.sdk.inspect.fixture.rule
import com.convert.sdk.inspect.fixture.snapshot
import com.convert.sdk.inspect.fixture.withCore
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.time.measureTime

private val quiet = EvaluationOptions {
    enableTracking = false
    enableStorage = false
}

class SimulationSpec : StringSpec({
    "each experience is split as contexts decide" {
        val kinds = listOf(VisitorKind(1.0, mapOf("country" to "US")))
        val options = SimulationOptions {
            visitors = 3_000
            mix = kinds
        }
        withCore(BOOKSHOP) { core ->
            val report = Inspect.simulate(checkNotNull(core.currentConfig), options)
            for (simulated in report.experiences) {
                val decided = (0 until 3_000).mapNotNull { number ->
                    core.createContext("visitor-$number", kinds[0].attributes).runExperience(simulated.key, quiet)
                }
                val counted = simulated.variations.filter { it.id != null && it.count > 0 }
                val expected = decided.groupingBy { it.variationId }.eachCount()
                counted.associate { it.id to it.count.toInt() } shouldBe expected
            }
        }
    }

    "mutual exclusion holds among generated visitors" {
        val second = experience("second", 50, 50, """, "audiences": ["x"]""")
        val shop = snapshot(project(experience("first", 25, 25) + "," + second, audience("x", exclusion("first"))))
        val report = Inspect.simulate(shop, SimulationOptions { visitors = 10_000 })
        val inFirst = report.experiences[0].variations.filter { it.id != null }.sumOf { it.count }
        report.experiences[1].turnedAway shouldBe mapOf("audience" to inFirst)
    }

    "any number of threads counts the same" {
        val shop = snapshot(BOOKSHOP)
        val reports = listOf(1, 2, 7).map { count ->
            Inspect.simulate(
                shop,
                SimulationOptions {
                    threads = count
                    visitors = 50_001
                },
            ).toJson()
        }
        reports.toSet().size shouldBe 1
    }

    "kinds of visitors come by their weights" {
        val gold = audience("g", rule("plan", "equals", "\"gold\""))
        val shop = snapshot(project(experience("gold", 50, 50, """, "audiences": ["g"]"""), gold))
        val mix = VisitorKind.parseMix("weight,plan\n1,gold\n3,silver\n0,gold\n")
        val report = Inspect.simulate(
            shop,
            SimulationOptions {
                visitors = 100_000
                this.mix = mix
            },
        )
        val simulated = report.experiences[0]
        val seen = mapOf("in" to simulated.qualified, "out" to simulated.turnedAway.getValue("audience"))
        Inspect.srm(mapOf("in" to 1.0, "out" to 3.0), seen).verdict shouldBe SrmVerdict.HEALTHY
    }

    "traffic that is planned for nobody is a row of its own" {
        val shop = snapshot(project(experience("half", 25, 25)))
        val report = Inspect.simulate(shop, SimulationOptions { visitors = 1_000 })
        report.experiences[0].variations.map { it.name to it.planned } shouldBe
            listOf("a" to 0.25, "b" to 0.25, OUTSIDE to 0.5)
    }

    "progress grows and ends at the end" {
        val seen = ArrayList<Long>()
        val options = SimulationOptions { visitors = 400_000 }
        Inspect.simulate(snapshot(BOOKSHOP), options) { done, total ->
            total shouldBe 400_000
            seen += done
        }
        seen shouldBe seen.sorted()
        seen.last() shouldBe 400_000
    }

    "an interrupt ends it" {
        val shop = snapshot(BOOKSHOP)
        Thread.currentThread().interrupt()
        shouldThrow<InterruptedException> { Inspect.simulate(shop, SimulationOptions { visitors = 2_000_000_000 }) }
    }

    "experiences share the level, so that many of them raise no more alarms than one" {
        val many = (1..500).joinToString { experience("e$it", 50, 50) }
        val report = Inspect.simulate(snapshot(project(many)), SimulationOptions { visitors = 2_000 })
        report.experiences.map { it.ratio.level }.toSet() shouldBe setOf(0.01 / 500)
        report.hasFindings shouldBe false
    }

    "an experience that does not exist is refused by name" {
        shouldThrow<IllegalArgumentException> {
            Inspect.simulate(snapshot(BOOKSHOP), SimulationOptions { experiences = listOf("chekout") })
        }.message shouldContain "'chekout'"
    }

    "the picture has a bar for what is planned and one for what is seen, and no markup out of a name" {
        val shop = snapshot(project(experience("a<b&c", 50, 50)))
        val svg = Inspect.simulate(shop, SimulationOptions { visitors = 1_000 }).toSvg()
        Regex("class=\"(planned|seen)\"").findAll(svg).count() shouldBe 4
        svg shouldContain "a&lt;b&amp;c"
    }

    "the measured run is healthy" {
        val wanted = System.getProperty("inspect.visitors").toLong()
        val shop = snapshot(project(experience("even", 50, 50)))
        val options = SimulationOptions { visitors = wanted }
        val time = measureTime { Inspect.simulate(shop, options).hasFindings shouldBe false }
        val rate = wanted * 1_000_000 / time.inWholeMicroseconds / options.threads
        println("$wanted visitors in $time on ${options.threads} processors: $rate a second and processor")
    }
})
