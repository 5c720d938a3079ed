package com.convert.sdk.snippets

import com.convert.sdk.inspect.Inspect
import com.convert.sdk.inspect.SimulationOptions
import com.convert.sdk.inspect.VisitorFacts
import com.convert.sdk.inspect.VisitorKind
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.string.shouldContain

class InspectSpec : StringSpec({
    "the library answers in text" {
        val output = Shop.withCore { core ->
            printed {
                // docs: inspect-kotlin
                val snapshot = checkNotNull(core.currentConfig)
                val visitor = VisitorFacts("visitor-1", mapOf("country" to "US"))
                println(Inspect.explain(snapshot, "checkout", visitor).toText())
                val options = SimulationOptions {
                    visitors = 10_000
                    mix = listOf(VisitorKind(attributes = mapOf("country" to "US")))
                }
                check(!Inspect.simulate(snapshot, options).hasFindings)
                // end
            }
        }
        output shouldContain "Experience 'checkout'"
    }
})
