package com.convert.sdk.snippets

import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe

class DecisionsSpec : StringSpec({
    "options of a call" {
        Shop.withCore { core ->
            val context = core.createContext("visitor-1")
            // docs: decisions-options
            val result = context.runExperience("checkout") {
                attributes = mapOf("country" to "CA")
                location = mapOf("path" to "/cart")
                enableTracking = false
                enableStorage = false
            }
            // end
            result?.variationKey shouldBe "one-page"
        }
    }

    "custom segments" {
        Shop.withCore { core ->
            val context = core.createContext("visitor-1")
            // docs: decisions-segments
            val segments = context.runCustomSegments(listOf("regulars"), mapOf("orders" to 12))
            if (segments.isMatched) println("New: ${segments.matchedSegmentIds}")
            // end
            segments.matchedSegmentIds shouldBe listOf("7001")
        }
    }

    "a preview" {
        Shop.withCore { core ->
            val context = core.createContext("visitor-1", mapOf("country" to "FR"))
            // docs: decisions-preview
            val isForced = context.setPreview(experienceId = "3001", variationId = "3101")
            val shown = context.runExperience("checkout")?.variationKey
            // end
            isForced shouldBe true
            shown shouldBe "three-pages"
        }
    }
})
