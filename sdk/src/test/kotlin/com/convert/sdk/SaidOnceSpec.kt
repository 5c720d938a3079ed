package com.convert.sdk

import com.convert.sdk.fixture.ScriptedService
import com.convert.sdk.fixture.experience
import com.convert.sdk.fixture.project
import com.convert.sdk.fixture.rule
import com.convert.sdk.fixture.useBalanced
import com.convert.sdk.fixture.withCore
import com.convert.sdk.internal.tracking.RecordingLogger
import io.kotest.core.spec.style.StringSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import io.kotest.matchers.string.shouldNotContain

private const val COUNTS = "features 0, goals 0, audiences 0, segments 0, locations 0"

/** What the log says of its own accord, once, and at which level. */
class SaidOnceSpec : StringSpec({
    "a configuration that loads is told, with its project and how much is in it" {
        linesOf(project(experience("1"))) shouldContainExactly
            listOf("INFO configuration loaded from the service: project 200, experiences 1, $COUNTS")
    }

    "one that replaces it is told with the age of the one before, and the same again is not" {
        val lines = linesOf(project(experience("1")), project(), project()) { core ->
            core.refreshNow()
            core.refreshNow()
        }
        lines shouldHaveSize 2
        lines[1] shouldMatch
            Regex("INFO configuration replaced after .+ by one from the service: project 200, experiences 0, .+")
    }

    "one from the cache is told with its age" {
        val file = tempdir().toPath().resolve("config")
        linesOf(project(), configure = { cacheFile = file })
        // A second one is refused: the loop that catches up may be faster.
        val lines = linesOf(null, *arrayOfNulls(50), configure = { cacheFile = file })
        lines[1] shouldMatch Regex("INFO configuration loaded from the cache file, written .+ ago: project 200, .+")
    }

    "an environment that no experience is for is a warning that names the ones there are" {
        val shop = project(
            listOf("staging", "live").joinToString { experience(it, more = """"environment":"$it"""") },
        )
        warningsOf(shop, { environment = "stagin" }) shouldContainExactly listOf(
            "WARN no experience is for environment 'stagin', which the settings say; they are for [staging, live], " +
                "did you mean 'staging'?",
        )
        warningsOf(shop) shouldContainExactly listOf(
            "WARN no environment is set, and all experiences are for one of [staging, live]: none is served; " +
                "set environment",
        )
        warningsOf(shop, { environment = "live" }).shouldBeEmpty()
        warningsOf(project(experience("1")), { environment = "anything" }).shouldBeEmpty()
    }

    "a key that the configuration does not have is a warning, once, with the nearest one" {
        val shop = project(
            experience("1"),
            features = """{"id":"8","key":"banner"}""",
            others = """"goals":[{"id":"9","key":"purchase"}],"segments":[{"id":"6","key":"golden"}]""",
        )
        val warnings = warningsOf(shop) { core ->
            repeat(3) {
                val context = core.createContext("visitor-$it")
                context.runExperience("exp1")
                context.runExperience("1")
                context.runFeature("baner")
                context.trackConversion("purchas")
                context.runCustomSegments(listOf("golden", "silver"))
            }
        }
        warnings shouldContainExactly listOf(
            "WARN no experience has the key 'exp1'; did you mean 'exp-1'?",
            "WARN '1' is the id of an experience; its key is 'exp-1'",
            "WARN no feature has the key 'baner'; did you mean 'banner'?",
            "WARN no goal has the key 'purchas'; did you mean 'purchase'?",
            "WARN no segment has the key 'silver'",
        )
    }

    "keys that a stranger makes up fill neither the log nor the memory, and cannot write lines of their own" {
        val warnings = warningsOf(project(experience("1"))) { core ->
            val context = core.createContext("visitor")
            repeat(500) { context.runExperience("made\nup ${"x".repeat(500)} $it") }
        }
        warnings shouldHaveSize 100
        warnings.forEach {
            it shouldNotContain "\n"
            (it.length < 120) shouldBe true
        }
    }

    "an attribute that a rule cannot compare is a warning, once, without its value" {
        val shop = project(
            experience("1", more = """"audiences":["7"]"""),
            audiences = """{"id":"7","key":"adults","rules":${rule("age", "18", matchType = "less")}}""",
        )
        val warnings = warningsOf(shop) { core ->
            for (age in listOf("secret", "secret", null, 17, "17", listOf(1))) {
                core.createContext("visitor", mapOf("age" to age)).runExperience("exp-1")
            }
        }
        warnings shouldContainExactly listOf(
            "WARN attribute 'age' has a value that a rule cannot compare: a number goes with numbers, text with text" +
                "; the rule does not match",
        )
    }

    "negative revenue is sent, and a warning once per goal" {
        val shop = project(others = """"goals":[{"id":"9","key":"purchase"}]""")
        val warnings = warningsOf(shop) { core ->
            repeat(2) { core.createContext("visitor-$it").trackConversion("purchase", -5).isTracked shouldBe true }
            core.createContext("visitor-3").trackConversion("purchase", 5)
        }
        warnings shouldContainExactly listOf(
            "WARN negative revenue for goal 'purchase' is sent as it is; a refund lowers the goal's total",
        )
    }

    "global attributes are seen by rules, below what the visitor, the context and the call have" {
        val shop = project(
            experience("1", more = """"audiences":["7"]"""),
            audiences = """{"id":"7","key":"new","rules":${rule("version", "2")}}""",
        )
        withCore(shop, { globalAttributes = mapOf("version" to "2") }) { core ->
            suspend fun Context.isIn(): Boolean = runExperience("exp-1") { enableStorage = false } != null
            core.createContext("a").isIn() shouldBe true
            core.createContext("b", mapOf("version" to "1")).isIn() shouldBe false
            core.createContext("c").also { it.setAttributes(mapOf("version" to "1")) }.isIn() shouldBe false
            core.createContext("c").isIn() shouldBe false
            core.createContext("d").runExperience("exp-1") { attributes = mapOf("version" to "1") } shouldBe null
            core.createContext("a").state().visitorAttributes shouldBe mapOf("version" to "2")
        }
    }
})

private suspend fun linesOf(
    vararg script: String?,
    configure: SdkConfig.Builder.() -> Unit = {},
    use: suspend (Core) -> Unit = {},
): List<String> {
    val log = RecordingLogger()
    val config = SdkConfig {
        sdkKey = "key"
        logger = log
        configure()
    }
    Core(config, ScriptedService(*script)).useBalanced { core ->
        core.initialize()
        use(core)
    }
    return log.lines
}

private suspend fun warningsOf(
    data: String,
    configure: SdkConfig.Builder.() -> Unit = {},
    use: suspend (Core) -> Unit = {},
): List<String> {
    val log = RecordingLogger()
    val settings: SdkConfig.Builder.() -> Unit = {
        logger = log
        configure()
    }
    withCore(data, settings, use = use)
    return log.warnings
}
