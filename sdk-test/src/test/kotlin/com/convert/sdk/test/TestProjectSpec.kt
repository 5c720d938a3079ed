package com.convert.sdk.test

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain

class TestProjectSpec : StringSpec({
    suspend fun decisions(project: TestProject, experience: String): Map<String, String?> =
        ConvertTest(project).use { convert ->
            val core = convert.start()
            visitors.associateWith { core.createContext(it).runExperience(experience)?.variationKey }
        }

    "a forced variation is everybody's, past the audience" {
        for (wanted in shop.variations("checkout")) {
            decisions(shop.withVariation("checkout", wanted), "checkout").values.toSet() shouldBe setOf(wanted)
        }
    }

    "a forced variation is everybody's, past environment, location, archive, status and an old layout" {
        val project = TestProject.from(
            """{"account_id": 1, "project": {"id": 2}, "archived_experiences": [3], "experiences": [
                {"id": 3, "key": "a", "environment": "live", "locations": ["9"], "site_area": {"OR": []}, "variations": [
                {"id": 20, "key": "x", "traffic_allocation": 50},
                {"id": 10, "key": "y", "status": "stopped", "traffic_allocation": 0}]}]}""",
        )
        decisions(project, "a").values.toSet() shouldBe setOf(null)
        decisions(project.withVariation("a", "x"), "a").values.toSet() shouldBe setOf("x")
        decisions(project.withVariation("a", "y"), "a").values.toSet() shouldBe setOf("y")
    }

    "one experience that is forced leaves the others as they were" {
        val forced = shop.withVariation("checkout", "one-page")
        decisions(forced, "winter-sale") shouldBe decisions(shop, "winter-sale")
    }

    "a variation for one visitor is that visitor's alone" {
        val before = decisions(shop, "winter-sale")
        val lucky = visitors.first { before[it] != "loud" }
        val after = decisions(shop.withVariationFor(lucky, "winter-sale", "loud"), "winter-sale")
        after shouldBe before + (lucky to "loud")
    }

    "a variation for one visitor goes past the audience, which others are asked still" {
        val project = shop.withVariationFor("visitor-1", "checkout", "one-page")
            .withVariationFor("visitor-2", "checkout", "three-pages")
        val decided = decisions(project, "checkout")
        decided["visitor-1"] shouldBe "one-page"
        decided["visitor-2"] shouldBe "three-pages"
        (decided - "visitor-1" - "visitor-2").values.toSet() shouldBe setOf(null)
    }

    "what one visitor is given wins over what everybody is given" {
        val project = shop.withVariation("checkout", "one-page")
            .withVariationFor("visitor-1", "checkout", "three-pages")
        val decided = decisions(project, "checkout")
        decided["visitor-1"] shouldBe "three-pages"
        decided["visitor-2"] shouldBe "one-page"
    }

    "an exposure of a visitor who was given a variation is recorded once, and only when decided" {
        ConvertTest(shop.withVariationFor("visitor-1", "checkout", "one-page")).use { convert ->
            val core = convert.start()
            convert.recorded.assertNothing()
            repeat(2) { core.createContext("visitor-1").runExperience("checkout") }
            convert.recorded.exposures("checkout").map { it.visitorId } shouldContainExactly listOf("visitor-1")
        }
    }

    "a feature is on with the variables given, over those that are configured" {
        val project = shop.withFeature("express-pay", mapOf("timeout" to 5))
        ConvertTest(project).use { convert ->
            val feature = convert.start().createContext("anybody").runFeature("express-pay").shouldNotBeNull()
            feature.variables.getInt("timeout") shouldBe 5
            feature.variables.getString("provider") shouldBe "QuickPay"
        }
    }

    "a feature is on for one visitor alone" {
        val project = shop.withFeatureFor("visitor-1", "dark-mode", emptyMap())
        ConvertTest(project).use { convert ->
            val core = convert.start()
            core.createContext("visitor-1").runFeature("dark-mode").shouldNotBeNull()
            core.createContext("visitor-2").runFeature("dark-mode").shouldBeNull()
        }
    }

    "a feature that is off is nobody's, while its experience goes on" {
        val project = shop.withVariation("winter-sale", "loud").withoutFeature("sale-banner")
        ConvertTest(project).use { convert ->
            val context = convert.start().createContext("visitor-1")
            context.runExperience("winter-sale")?.variationKey shouldBe "loud"
            context.runFeature("sale-banner").shouldBeNull()
        }
    }

    "a feature is off for one visitor alone, whose experience goes on" {
        val project = shop.withVariation("checkout", "one-page").withoutFeatureFor("visitor-1", "express-pay")
        ConvertTest(project).use { convert ->
            val core = convert.start()
            core.createContext("visitor-1").run {
                runFeature("express-pay").shouldBeNull()
                runExperience("checkout")?.variationKey shouldBe "three-pages"
            }
            core.createContext("visitor-2").runFeature("express-pay").shouldNotBeNull()
        }
    }

    "a feature that every variation carries is off for one visitor in a variation of the kit's own" {
        val project = shop.withFeature("club-badge").withoutFeatureFor("visitor-1", "club-badge")
        ConvertTest(project).use { convert ->
            val core = convert.start()
            core.createContext("visitor-1", mapOf("member" to true)).run {
                runFeature("club-badge").shouldBeNull()
                runExperience("club-prices")?.variationKey shouldBe "without-club-badge"
            }
            core.createContext("visitor-1b", mapOf("member" to true)).runFeature("club-badge").shouldNotBeNull()
            core.createContext("visitor-1c").runExperience("club-prices").shouldBeNull()
        }
    }

    "a feature that is off for a visitor lets nobody in who does not qualify" {
        ConvertTest(shop.withoutFeatureFor("visitor-1", "club-badge")).use { convert ->
            convert.start().createContext("visitor-1").runExperience("club-prices").shouldBeNull()
        }
    }

    "json variables are given as maps and lists" {
        val project = shop.withFeature("club-badge", mapOf("tiers" to listOf("gold"), "badge" to false))
        ConvertTest(project).use { convert ->
            val feature = convert.start().createContext("anybody").runFeature("club-badge").shouldNotBeNull()
            val variables = feature.variables
            variables.getJson("tiers") shouldBe """["gold"]"""
            variables.getBoolean("badge") shouldBe false
        }
    }

    "a generated project decides evenly, and a variation of it carries a feature" {
        val project = TestProject.empty()
            .addExperience("search", "old", "new")
            .addFeature("fuzzy", mapOf("distance" to "integer"))
            .addFeatureTo("search", "new", "fuzzy", mapOf("distance" to 2))
            .addGoal("found")
        val decided = decisions(project, "search").values.groupingBy { it }.eachCount()
        decided.keys shouldBe setOf("old", "new")
        decided.values.min() shouldBeGreaterThan 5
        ConvertTest(project.withVariation("search", "new")).use { convert ->
            val feature = convert.start().createContext("anybody").runFeature("fuzzy").shouldNotBeNull()
            feature.variables.getInt("distance") shouldBe 2
            feature.experienceKey shouldBe "search"
        }
    }

    "an unknown key fails at once and names the nearest" {
        val messages = listOf<() -> Unit>(
            { shop.withVariation("chekout", "one-page") },
            { shop.withVariation("checkout", "onepage") },
            { shop.withVariationFor("visitor-1", "checkout", "One-Page") },
            { shop.withFeature("expres-pay") },
            { shop.withFeature("express-pay", mapOf("timeuot" to 5)) },
            { shop.withoutFeature("darkmode") },
            { shop.withoutFeatureFor("visitor-1", "club-bagde") },
            { shop.variations("winter") },
        ).map { shouldThrow<IllegalArgumentException>(it).message.orEmpty() }
        val flags = listOf("express-pay", "timeout", "dark-mode", "club-badge", "winter-sale")
        val nearest = listOf("checkout", "one-page", "one-page") + flags
        messages.map { it.substringAfter("mean \"").substringBefore("\"") } shouldContainExactly nearest
        messages.first() shouldContain "There is no experience \"chekout\"."
    }

    "a value that is not of its variable's type fails at once" {
        shouldThrow<IllegalArgumentException> { shop.withFeature("express-pay", mapOf("timeout" to "soon")) }
            .message shouldBe "Variable \"express-pay.timeout\" is of type integer, so it cannot be soon."
    }

    "a key that is taken is refused" {
        shouldThrow<IllegalArgumentException> { shop.addExperience("checkout", "a") }
            .message shouldBe "Another experience has the key \"checkout\"."
        shouldThrow<IllegalArgumentException> { shop.addGoal("purchase") }
    }

    "what is no JSON is refused" {
        shouldThrow<IllegalArgumentException> { TestProject.from("{") }
        shouldThrow<IllegalArgumentException> { TestProject.from("[]") }
    }
})
