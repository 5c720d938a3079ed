package com.convert.sdk.snippets

import com.convert.sdk.SdkConfig
import com.convert.sdk.event.LifecycleEvent
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.string.shouldContain
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

class FromJavaScriptSpec : StringSpec({
    "what a JavaScript program does" {
        printed {
            // docs: javascript-program
            val core = Core(
                SdkConfig {
                    sdkKey = System.getenv("CONVERT_SDK_KEY")
                    refresh { interval = 5.minutes } // dataRefreshInterval: 300000, there by default
                    autoFlushInterval = 1.seconds // events.release_interval: 1000, there by default
                },
            )
            core.on<LifecycleEvent.ConfigUpdated> { println("New contexts see a new configuration") }
            core.initialize() // await core.onReady()

            val context = core.createContext("visitor-1", mapOf("country" to "US"))
            context.setSegments(mapOf("browser" to "CH")) // setDefaultSegments
            val variation = context.runExperience("checkout")
            println(variation?.variationKey)
            context.trackConversion("purchase") { revenue = 49.99 } // conversionData: [{ key: 'amount', … }]

            core.flush() // context.releaseQueues()
            core.shutdown()
            // end
        } shouldContain "one-page"
    }
})
