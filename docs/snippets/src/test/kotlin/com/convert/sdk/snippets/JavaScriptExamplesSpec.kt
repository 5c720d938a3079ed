package com.convert.sdk.snippets

import com.convert.sdk.Context
import com.convert.sdk.SdkConfig
import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.result.ConversionStatus
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.time.Duration.Companion.minutes

/** The examples of the Python SDK's guide for people who come from JavaScript, in Kotlin. */
class JavaScriptExamplesSpec : StringSpec({
    "initialization" {
        // docs: js-initialize
        val core = Core(SdkConfig { sdkKey = System.getenv("CONVERT_SDK_KEY") })
        core.initialize()
        check(core.isReady)
        // end
        core.shutdown()
        // docs: js-use
        Core(SdkConfig { sdkKey = System.getenv("CONVERT_SDK_KEY") }).use { core ->
            core.initialize()
            // … and everything is released at the end
        }
        // end
        val myConfiguration = Shop.json()
        // docs: js-direct
        val offline = Core(SdkConfig { data(myConfiguration) }).initialize()
        // end
        offline.shutdown()
    }

    "a context, an experience and a feature" {
        Shop.withCore { core ->
            // docs: js-context
            val context = core.createContext("visitor-abc123", mapOf("browser" to "chrome", "country" to "US"))
            // end
            printed { decisions(context) } shouldContain "enabled {provider=QuickPay, timeout=30}"
        }
    }

    "a conversion, segments, events and the queue" {
        Shop.withCore { core ->
            val context = core.createContext("visitor-abc123")
            printed {
                // docs: js-conversion
                val result = context.trackConversion("purchase") {
                    revenue = 49.99
                    conversionData = mapOf("productsCount" to 2)
                }
                // always a result: an unknown goal is no exception
                if (result.status == ConversionStatus.GOAL_NOT_FOUND) println(result.reason)
                // end
                result.isTracked shouldBe true
            }
            // docs: js-segments
            context.setSegments(mapOf("browser" to "CH", "country" to "US"))
            val segments = context.runCustomSegments(listOf("regulars"), mapOf("orders" to 12))
            println(segments.isMatched)
            // end
            // docs: js-events
            core.on<LifecycleEvent.Conversion> { event -> println("${event.goalKey} ${event.visitorId}") }
            // end
            // docs: js-flush
            core.flush() // suspends until it is delivered
            // end
        }
    }

    "background refresh" {
        val cache = HashMap<String, String>()
        // docs: js-refresh
        val core = Core(
            SdkConfig {
                sdkKey = System.getenv("CONVERT_SDK_KEY")
                refresh { interval = 5.minutes } // off unless set
            },
        )
        core.initialize()
        core.on<LifecycleEvent.ConfigUpdated> { cache.clear() }
        // end
        core.shutdown()
    }
})

private suspend fun decisions(context: Context) {
    // docs: js-experience
    val result = context.runExperience("checkout")
    if (result != null) println("${result.variationKey} ${result.variationId}")
    // end
    // docs: js-feature
    val feature = context.runFeature("express-pay")
    if (feature != null) println("${feature.status} ${feature.variables}")
    // end
}
