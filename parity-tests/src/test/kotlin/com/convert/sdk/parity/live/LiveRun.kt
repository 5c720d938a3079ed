package com.convert.sdk.parity.live

import com.convert.sdk.parity.escapeLoneSurrogates
import kotlinx.serialization.json.JsonArray
import java.nio.file.Path
import java.util.Locale
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TimeSource

/**
 * What a run is to do; the pom has a short form for every build and a long one in the profile `parity-full`.
 *
 * @property folder where the published package is installed.
 * @property vectors where found cases are kept.
 * @property report the page to write; `null` for none.
 * @property mixed how many questions there are of the mixed family at least; they take the longest sequences of calls.
 */
internal class RunPlan(
    val folder: Path,
    val vectors: Path,
    val seed: Long,
    val questions: Long,
    val pairs: Long,
    val report: Path?,
    val mixed: Long = 0,
) {
    companion object {
        fun ofSystemProperties() = RunPlan(
            folder = Path.of(given("parity.node") ?: "node"),
            vectors = Path.of(System.getProperty("parity.vectors", "src/test/resources/conformance")),
            seed = System.getProperty("parity.seed", "1").toLong(),
            questions = System.getProperty("parity.questions", "20000").toLong(),
            pairs = System.getProperty("parity.pairs", "20000").toLong(),
            report = given("parity.report")?.let(Path::of),
            mixed = System.getProperty("parity.mixed", "0").toLong(),
        )

        private fun given(property: String) = System.getProperty(property)?.takeIf { it.isNotEmpty() }
    }
}

/**
 * One comparison from the first question to the report; tells [say] how far it is.
 *
 * @property newest whether [reference] knows what releases before 5 lack.
 */
internal class LiveRun(
    private val plan: RunPlan,
    private val reference: Reference,
    private val newest: Boolean = false,
    say: (String) -> Unit = ::println,
) {
    private val comparison = LiveComparison(reference)
    private val patterns = RegexComparison(reference, plan.seed)
    private val progress = Progress(say)

    val tally: Tally get() = comparison.tally

    /** Gives what differed, each made small and in words; no more than [MOST_SHOWN] of them. */
    suspend fun compareQuestions(): List<String> {
        val found = ArrayList<String>()
        compare(Questions(plan.seed, newest), "questions", plan.questions, found) { tally.questions }
        val mixed = Questions(plan.seed + 1, newest, Family.MIXED)
        compare(mixed, "mixed questions", plan.mixed, found) { tally.byFamily[Family.MIXED] ?: 0 }
        return found
    }

    private suspend fun compare(
        questions: Questions,
        what: String,
        wanted: Long,
        found: MutableList<String>,
        done: () -> Long,
    ) {
        var next = 0L
        while (done() < wanted && found.size < MOST_SHOWN) {
            val batch = List(BATCH) { questions.question(next++) }
            for (difference in comparison.compare(batch).take(MOST_SHOWN - found.size)) found += keep(difference)
            progress.show(what, done(), wanted, tally.differences)
        }
    }

    /** Gives what differed, in words. */
    suspend fun comparePatterns(): List<String> {
        val found = ArrayList<String>()
        while (patterns.pairs < plan.pairs && found.size < MOST_SHOWN) {
            found += patterns.compare(PAIRS_AT_ONCE)
            progress.show("patterns", patterns.pairs, plan.pairs, found.size)
        }
        return found
    }

    fun report(): ParityReport = ParityReport(plan, tally, patterns)

    private suspend fun keep(found: Difference): String {
        val smallest = Shrinking(comparison::compare).shrink(found)
        val answers = reference.ask(listOf(smallest.config, smallest.case)).single()
        FoundCases(plan.vectors).add("found-${plan.seed}-${found.case.textOf("case")}", smallest, answers)
        return tell(smallest, answers)
    }

    private fun tell(found: Difference, answers: JsonArray) = escapeLoneSurrogates(
        "${found.config}\n${found.case}\nop ${found.index + 1} of ${answers.size}\n" +
            "  the JavaScript SDK: ${found.theirs}\n  this SDK:           ${found.ours}",
    )

    private companion object {
        const val MOST_SHOWN = 10
        const val BATCH = 200
        const val PAIRS_AT_ONCE = 2_000
    }
}

/** Says now and then how far it is. */
private class Progress(private val say: (String) -> Unit) {
    private var shown = TimeSource.Monotonic.markNow()

    fun show(what: String, done: Long, wanted: Long, differences: Int) {
        if (shown.elapsedNow() < PAUSE && done < wanted) return
        shown = TimeSource.Monotonic.markNow()
        say("Parity: %,d of %,d %s, %,d differences".format(Locale.ROOT, done, wanted, what, differences))
    }

    private companion object {
        val PAUSE = 10.seconds
    }
}
