package com.convert.sdk.parity.live

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.longs.shouldBeGreaterThan
import java.nio.file.Files
import kotlin.time.Duration.Companion.hours

/** Against the published JavaScript SDK, when it is there; says so plainly when not. */
class LiveComparisonSpec : FunSpec({
    val plan = RunPlan.ofSystemProperties()
    val missing = Installation(plan.folder).prepare()
    if (missing != null) println("Parity: NOT compared with the JavaScript SDK, $missing.")

    test("generated questions get the answers of the published JavaScript SDK").config(
        enabled = missing == null,
        // The long form takes a quarter of an hour; the build has a limit of its own.
        timeout = 4.hours,
        invocationTimeout = 4.hours,
    ) {
        NodeReference(plan.folder).use { node ->
            val run = LiveRun(plan, node, Installation(plan.folder).isNewest)
            run.compareQuestions().shouldBeEmpty()
            run.comparePatterns().shouldBeEmpty()
            // A comparison in which there was little to decide would prove little.
            run.tally.telling * 4 shouldBeGreaterThan run.tally.questions
            run.tally.questions shouldBeGreaterThan run.tally.passedOver * 10
            plan.report?.let { Files.writeString(it, run.report().page()) }
        }
    }
})
