package com.convert.sdk

import com.convert.sdk.fixture.FAULT_PROJECT
import com.convert.sdk.fixture.exclusion
import com.convert.sdk.fixture.experience
import com.convert.sdk.fixture.project
import com.convert.sdk.fixture.withCore
import com.convert.sdk.internal.tracking.RecordingLogger
import kotlinx.serialization.builtins.MapSerializer
import kotlinx.serialization.builtins.serializer

/** @property told what the caller gets to read: an exception's message, a warning of the log, or a diagnosis. */
internal class Misuse(val what: String, val message: String, val told: suspend () -> String?)

internal fun refused(what: String, message: String, use: suspend () -> Unit) = Misuse(what, message) {
    try {
        use()
        null
    } catch (e: Exception) {
        e.message
    }
}

internal fun setting(what: String, message: String, configure: SdkConfig.Builder.() -> Unit) =
    refused(what, message) { SdkConfig.Builder().apply { sdkKey = "key" }.apply(configure).build() }

internal fun warned(what: String, message: String, data: String = FAULT_PROJECT, use: suspend (Core) -> Unit) =
    warned(what, message, { data(data) }, use)

internal fun warned(
    what: String,
    message: String,
    configure: SdkConfig.Builder.() -> Unit,
    use: suspend (Core) -> Unit,
) = Misuse(what, message) {
    val log = RecordingLogger()
    val settings: SdkConfig.Builder.() -> Unit = {
        configure()
        logger = log
    }
    withCore(FAULT_PROJECT, settings, use = use)
    log.lines.single().substringAfter(' ')
}

internal fun diagnosed(what: String, message: String, data: String = FAULT_PROJECT, tell: suspend (Context) -> String) =
    Misuse(what, message) { withCore(data) { tell(it.createContext("visitor")) } }

private val banner = project(
    experience(
        "1",
        variations = """{"id":"v","key":"k","changes":[{"id":1,"type":"fullStackFeature",
            "data":{"feature_id":"8","variables_data":{"title":"Hi"}}}]}""",
    ),
    features = """{"id":"8","key":"banner","variables":[{"key":"title","type":"string"}]}""",
)

internal fun deciding() = listOf(
    warned("an experience's key with a slip", "no experience has the key 'exp-e'; did you mean 'exp-e1'?") {
        it.createContext("visitor").runExperience("exp-e")
    },
    warned("an experience's id", "'e1' is the id of an experience; its key is 'exp-e1'") {
        it.createContext("visitor").runExperience("e1")
    },
    warned(
        "an experience of nothing",
        "no experience has the key 'exp': the configuration has no experiences",
        project(),
    ) { it.createContext("visitor").runExperience("exp") },
    warned("a feature's key in other letters", "no feature has the key 'FEATURE'; did you mean 'feature'?") {
        it.createContext("visitor").runFeature("FEATURE")
    },
    warned("a segment that is not there", "no segment has the key 'golden'") {
        it.createContext("visitor").runCustomSegments(listOf("golden"))
    },
    diagnosed("diagnosing a key with a slip", "no experience has the key 'exp-1'; did you mean 'exp-e1'?") {
        it.diagnoseExperience("exp-1").message
    },
    diagnosed("diagnosing a feature that is not there", "no feature has the key 'banner'") {
        it.diagnoseFeature("banner").message
    },
    diagnosed("diagnosing a goal by its id", "'9' is the id of a goal; its key is 'goal'") {
        it.diagnoseGoal("9").message
    },
    diagnosed(
        "a type that is not there",
        "there is no type 'tests' of entity; it is one of experiences, features, goals, audiences, segments, locations",
    ) { it.diagnoseEntity("tests", "a").message },
    Misuse(
        "diagnosing in another environment",
        "the experience is for environment 'staging' only, and the settings say 'stagin'",
    ) {
        val data = project(experience("1", more = """"environment":"staging""""))
        val settings: SdkConfig.Builder.() -> Unit = {
            environment = "stagin"
            logger = RecordingLogger()
        }
        withCore(data, settings) { it.createContext("visitor").diagnoseExperience("exp-1").message }
    },
    diagnosed(
        "diagnosing without an environment",
        "the experience is for environment 'staging' only, and the settings say none",
        project(experience("1", more = """"environment":"staging""""), features = """{"id":"1","key":"f"}"""),
    ) { it.diagnoseExperience("exp-1").message },
    warned(
        "keys for a preview",
        "preview ignored: 'exp-e1' is a key; setPreview takes ids, and this experience's is 'e1'",
    ) { it.createContext("visitor").setPreview("exp-e1", "k") },
    warned(
        "a preview of a variation's key",
        "preview ignored: experience 'exp-e1' has no variation with the id 'k'; it has [v]",
    ) { it.createContext("visitor").setPreview("e1", "k") },
    warned("a preview of nothing", "preview ignored: no experience has the id '3001'") {
        it.createContext("visitor").setPreview("3001", "3101")
    },
    refused(
        "text read as a number",
        "feature variable 'title': expected a whole number in -2147483648..2147483647, was text",
    ) { withBanner { it.getInt("title") } },
    refused(
        "a class that does not fit",
        "feature variable '*': expected variables that fit kotlin.collections.LinkedHashMap, " +
            "was a mismatch (JsonDecodingException)",
    ) { withBanner { it.decode(MapSerializer(String.serializer(), Int.serializer())) } },
    warned(
        "text read as a number with a default",
        "variable 'title' of feature 'banner' is text, not true or false; its reader gets the default of the call",
        banner,
    ) { it.createContext("visitor").runFeature("banner")?.variables?.getBoolean("title", false) },
    warned(
        "a rule about an experience that is not there",
        "mutual-exclusion rule names experience 'gone', which the configuration lacks; treated as not bucketed",
        project(experience("1", more = """"audiences":["7"]"""), audiences = exclusion("7", "gone")),
    ) { it.createContext("visitor").runExperience("exp-1") },
    warned(
        "a value that holds itself",
        "visitor value ignored: it has more than 32 levels, 10000 elements or 1000000 characters, or reading it failed",
    ) { core -> core.createContext("visitor", mapOf("tags" to ArrayList<Any?>().also { it.add(it) })) },
)

private suspend fun withBanner(read: (com.convert.sdk.result.FeatureVariables) -> Unit) = withCore(banner) {
    read(checkNotNull(it.createContext("visitor").runFeature("banner")).variables)
}

internal fun tracking() = listOf(
    warned("a goal's key with a slip", "no goal has the key 'goa'; did you mean 'goal'?") {
        it.createContext("visitor").trackConversion("goa")
    },
    warned("negative revenue", "negative revenue for goal 'goal' is sent as it is; a refund lowers the goal's total") {
        it.createContext("visitor").trackConversion("goal", -1)
    },
    refused("revenue that is no number", "conversion data 'revenue': expected a finite number") {
        withCore(FAULT_PROJECT) { it.createContext("visitor").trackConversion("goal", Double.NaN) }
    },
    refused(
        "a list among the goal data",
        "conversion data 'productsCount': expected text, a number or a boolean, was a list",
    ) {
        withCore(FAULT_PROJECT) { core ->
            core.createContext("visitor").trackConversion("goal") {
                conversionData = mapOf("productsCount" to listOf(1))
            }
        }
    },
)
