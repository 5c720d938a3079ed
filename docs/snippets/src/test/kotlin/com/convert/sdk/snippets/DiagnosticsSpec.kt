package com.convert.sdk.snippets

import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.string.shouldContain

class DiagnosticsSpec : StringSpec({
    "a diagnosis says what was missing" {
        val output = Shop.withCore { core ->
            val context = core.createContext("visitor-1", mapOf("country" to "FR"))
            printed {
                // docs: diagnostics-experience
                val diagnosis = context.diagnoseExperience("checkout")
                if (!diagnosis.isResolved) {
                    println("${diagnosis.reason}: ${diagnosis.message}")
                    println("stage ${diagnosis.details["stage"]}, failed ${diagnosis.details["failed_audiences"]}")
                }
                // end
            }
        }
        output shouldContain "audience_mismatch: the visitor has to match one of the audiences 'north-america'"
        output shouldContain "stage audience, failed [north-america]"
    }
})
