package com.convert.sdk

import com.convert.sdk.error.FeatureVariableException
import com.convert.sdk.fixture.experience
import com.convert.sdk.fixture.project
import com.convert.sdk.fixture.withCore
import com.convert.sdk.internal.tracking.RecordingLogger
import com.convert.sdk.result.FeatureVariables
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe

private const val TYPES = """{"key":"count","type":"integer"},{"key":"ratio","type":"float"},{"key":"on","type":"boolean"},
    {"key":"title","type":"string"},{"key":"data","type":"json"},{"key":"odd","type":"float"}"""
private const val VALUES = """{"count":"7","ratio":"0.5","on":"true","title":"Hi","data":"{\"a\":1}","odd":"none",
    "nothing":null}"""
private val SHOP = project(
    experience(
        "1",
        variations = """{"id":"v","key":"k","changes":[{"id":1,"type":"fullStackFeature",
            "data":{"feature_id":"8","variables_data":$VALUES}}]}""",
    ),
    features = """{"id":"8","key":"banner","variables":[$TYPES]}""",
)

/** Reading a variable with a default: no change in the dashboard breaks a page. */
class VariableDefaultsSpec : StringSpec({
    "a variable of the type that is asked for is read as it is, and nothing is counted" {
        withVariables { core, variables ->
            variables.getInt("count", 1) shouldBe 7
            variables.getLong("count", 1) shouldBe 7L
            variables.getDouble("ratio", 1.0) shouldBe 0.5
            variables.getDouble("count", 1.0) shouldBe 7.0
            variables.getBoolean("on", false) shouldBe true
            variables.getString("title", "-") shouldBe "Hi"
            variables.getJson("data", "-") shouldBe """{"a":1}"""
            core.metrics.variableDefaults shouldBe 0
        }
    }

    "a variable of another type gives the default, and so does one that is absent or null" {
        withVariables { core, variables ->
            variables.getInt("title", 1) shouldBe 1
            variables.getInt("ratio", 2) shouldBe 2
            variables.getLong("on", 3) shouldBe 3L
            variables.getDouble("title", 4.0) shouldBe 4.0
            variables.getDouble("odd", 5.0) shouldBe 5.0
            variables.getBoolean("count", true) shouldBe true
            variables.getString("data", "-") shouldBe "-"
            variables.getJson("absent", "{}") shouldBe "{}"
            variables.getString("nothing", "-") shouldBe "-"
            core.metrics.variableDefaults shouldBe 9
        }
    }

    "the log says it once per variable, with its type and without its value" {
        val log = RecordingLogger()
        withVariables(log) { _, variables ->
            repeat(3) { variables.getInt("title", 1) }
            variables.getBoolean("title", true)
            variables.getInt("titel\n", 1)
            variables.getString("nothing", "")
        }
        log.warnings shouldContainExactly listOf(
            "WARN variable 'title' of feature 'banner' is text, not a whole number in -2147483648..2147483647; " +
                "its reader gets the default of the call",
            "WARN variable 'titel?' of feature 'banner' is not among [count, ratio, on, title, data, odd, nothing]; " +
                "its reader gets the default of the call",
            "WARN variable 'nothing' of feature 'banner' is null, not text; its reader gets the default of the call",
        )
    }

    "without a default, another type is a failure and an absent variable is null, as before" {
        withVariables { core, variables ->
            shouldThrow<FeatureVariableException> { variables.getInt("title") }
            variables.getInt("absent") shouldBe null
            core.metrics.variableDefaults shouldBe 0
        }
    }

    "Java sees no member that changes anything" {
        val mutators = setOf("put", "putAll", "remove", "clear", "merge", "compute", "replaceAll")
        FeatureVariables::class.java.methods.map { it.name }.filter { it in mutators } shouldBe emptyList()
    }

    "variables read as a map are read-only, whole, and the same each time" {
        withVariables { _, variables ->
            val map = variables.asMap()
            shouldThrow<UnsupportedOperationException> { (map as MutableMap<String, Any?>)["count"] = 1 }
            map.keys shouldBe variables.names
            map.size shouldBe variables.size
            map["count"] shouldBe variables["count"]
            ("nothing" in variables) shouldBe true
            ("absent" in variables) shouldBe false
        }
    }
})

private suspend fun withVariables(
    log: RecordingLogger = RecordingLogger(),
    use: suspend (Core, FeatureVariables) -> Unit,
) = withCore(SHOP, { logger = log }) { core ->
    use(core, core.createContext("visitor").runFeature("banner").shouldNotBeNull().variables)
}
