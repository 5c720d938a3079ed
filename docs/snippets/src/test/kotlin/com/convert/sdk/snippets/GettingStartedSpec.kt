package com.convert.sdk.snippets

import com.convert.sdk.SdkConfig
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.nio.file.Files
import java.nio.file.Path

class GettingStartedSpec : StringSpec({
    "the first steps lead from a key to a conversion" {
        val output = printed {
            // docs: start-core
            val core = Core(SdkConfig { sdkKey = System.getenv("CONVERT_SDK_KEY") })
            core.initialize()
            // end

            // docs: start-context
            val context = core.createContext("visitor-1", mapOf("country" to "US", "member" to true))
            // end

            // docs: start-experience
            val result = context.runExperience("checkout")
            if (result == null) println("Not in the experience") else println("Show ${result.variationKey}")
            // end

            // docs: start-feature
            val feature = context.runFeature("express-pay")
            if (feature != null) {
                val provider = feature.variables.getString("provider", "card")
                val timeout = feature.variables.getInt("timeout", 10)
                println("Pay with $provider within $timeout s")
            }
            // end

            // docs: start-conversion
            context.trackConversion("purchase", 49.99)
            // end

            // docs: start-overlay
            context.runExperience("club-prices") { attributes = mapOf("member" to false) }
            // end

            // docs: start-why
            val diagnosis = context.diagnoseExperience("new-search")
            println("${diagnosis.reason}: ${diagnosis.message}")
            // end

            // docs: start-close
            core.shutdown()
            // end
        }
        output shouldContain "Show one-page"
        output shouldContain "Pay with QuickPay within 30 s"
        output shouldContain "audience_mismatch: the experience is for environment 'staging' only"
    }

    "a configuration may come from a file" {
        val folder = Files.createTempDirectory("shop")
        val file: Path = Files.writeString(folder.resolve("bookshop.json"), Shop.json())
        // docs: start-direct
        val core = Core(SdkConfig { data(file) })
        // end
        core.use { it.initialize().isReady shouldBe true }
        folder.toFile().deleteRecursively()
    }
})
