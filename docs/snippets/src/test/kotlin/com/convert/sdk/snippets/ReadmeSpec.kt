package com.convert.sdk.snippets

import com.convert.sdk.SdkConfig
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.string.shouldContain

// docs: readme-kotlin
suspend fun main() {
    Core(SdkConfig { sdkKey = System.getenv("CONVERT_SDK_KEY") }).use { core ->
        core.initialize()
        val context = core.createContext("visitor-1", mapOf("country" to "US"))
        when (val result = context.runExperience("checkout")) {
            null -> println("Not in the experience")
            else -> println("Variation ${result.variationKey}")
        }
        context.trackConversion("purchase") { revenue = 49.99 }
    }
}
// end

class ReadmeSpec : StringSpec({
    "the program of the README decides" {
        printed { main() } shouldContain "Variation one-page"
    }
})
