package com.convert.sdk.internal.ecmascript.regex

import com.sun.management.ThreadMXBean
import io.kotest.assertions.withClue
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.ints.shouldBeInRange
import io.kotest.matchers.ints.shouldBeLessThanOrEqual
import io.kotest.matchers.longs.shouldBeLessThan
import io.kotest.matchers.shouldBe
import java.lang.management.ManagementFactory

/** A pattern without back references, and whether it matches its hostile input. */
private class Linear(val pattern: String, val input: (Int) -> String, val outcome: RegexOutcome)

private fun repeated(text: String, end: String = ""): (Int) -> String = { text.repeat(it / text.length) + end }

private val manyA = repeated("a")
private val manyAThenBang = repeated("a", "!")

private val linearPatterns = listOf(
    Linear("(a+)+$", manyAThenBang, RegexOutcome.NO_MATCH),
    Linear("^(a+)+$", manyA, RegexOutcome.MATCH),
    Linear("(a|a)*b", manyA, RegexOutcome.NO_MATCH),
    Linear("(a|aa)+$", manyAThenBang, RegexOutcome.NO_MATCH),
    Linear("^(([a-z])+.)+[A-Z]([a-z])+$", manyAThenBang, RegexOutcome.NO_MATCH),
    Linear("(.*a){11}$", manyAThenBang, RegexOutcome.NO_MATCH),
    Linear("^(?:a?){20}a{20}b", manyA, RegexOutcome.NO_MATCH),
    Linear("(?:a|b|ab)*(?:a|b|ab)*(?:a|b|ab)*c", repeated("ab"), RegexOutcome.NO_MATCH),
    Linear("(?:[a-z]*[a-z]*){5}\\d", manyA, RegexOutcome.NO_MATCH),
    Linear("((((a*)*)*)*)*b", manyA, RegexOutcome.NO_MATCH),
    Linear("(?:(?:a?)+)+b", manyA, RegexOutcome.NO_MATCH),
    Linear("^(\\w+\\s?)*$", manyAThenBang, RegexOutcome.NO_MATCH),
    Linear("^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}", manyA, RegexOutcome.NO_MATCH),
    Linear("\\s+$", repeated(" ", "x"), RegexOutcome.NO_MATCH),
    Linear("^\\s+|\\s+$", repeated("x \t"), RegexOutcome.MATCH),
    Linear("<!--.*?-->", repeated("<!--"), RegexOutcome.NO_MATCH),
    Linear("(\\d+)*,(\\d+)*;", repeated("1,"), RegexOutcome.NO_MATCH),
    Linear("(?=.*x)a", manyA, RegexOutcome.NO_MATCH),
    Linear("(?:(?=.*x)a)*b", manyA, RegexOutcome.NO_MATCH),
    Linear("(?:(?!.*b)a)*$", manyA, RegexOutcome.MATCH),
    Linear("(?:(?<=a*)a|b)*c", manyA, RegexOutcome.NO_MATCH),
    Linear("(?<!a.*)b|(?<=^(?:aa)*)!", repeated("aa", "!"), RegexOutcome.MATCH),
    Linear("(?=(?=(?=.*x).*y).*z)a", manyA, RegexOutcome.NO_MATCH),
    Linear("\\b(?:a|\\Ba)*b", manyA, RegexOutcome.NO_MATCH),
)

private val backtrackingPatterns = listOf(
    "(a*)*\\1b",
    "(a+)\\1b",
    "^(a+)+\\1$",
    "(.*)(.*)(.*)(.*)\\4x",
    "([a-z]+)+\\d\\1",
    "(?=(a+))(?:\\1)*b",
    "(?:(?=(a*))a)*\\1b",
    "(?:(?!(a*)b)a)*\\1b",
    "(?<=(a+)+)!\\1x",
    "(.)*?\\1{3}z",
    "(?:(a)|(a)|(a))*\\1\\2x",
    "\\1((((((((((a*)*)*)*)*)*)*)*)*)*)b",
    "((a|b|c|d|e|f|g|h)*)\\1z",
    "(?:(?:)|(a)){50000000}\\1b",
    "((((((((((a?){2}){2}){2}){2}){2}){2}){2}){2}){2}){2}\\1z",
    "(a?){1000}\\1b",
    "((a)|b)*".repeat(1_000) + "\\1",
    "(?:a{1000}){1000}",
    "(?:a{1,1000}){1000}b",
    "(?:a|b){5000}(?:a|b){5000}(?:a|b){5000}c",
    "^(?:.?){9000}b",
    "(?:a?){2147483646}b",
)

/** Written out these are long, so that a step a unit and an instruction is too much. */
private val largePatterns = listOf(
    "(?:a{1,60}){1,60}b",
    "a{1,1000}b",
    "(?:a?){60}a{60}b",
    "(?:(?:a|b)*?(?:a|c)*?){50}\\Bq",
    "(?:a|b|c|d|e){500}(?=x)",
)

private fun steps(pattern: String, input: String, budget: StepBudget = StepBudget()): Pair<RegexOutcome?, Int> =
    EcmaRegex.compile(pattern)?.test(input, budget) to budget.spent

@Tags("slow")
class RegexBudgetSpec : FunSpec({
    test("patterns without back references answer on 10,000 hostile units") {
        for (linear in linearPatterns) {
            withClue(linear.pattern) {
                steps(linear.pattern, linear.input(10_000)).first shouldBe linear.outcome
            }
        }
    }

    test("the steps of patterns without back references grow with the input, not faster") {
        for (linear in linearPatterns) {
            val few = steps(linear.pattern, linear.input(10_000), StepBudget(Int.MAX_VALUE)).second
            val (outcome, many) = steps(linear.pattern, linear.input(100_000), StepBudget(Int.MAX_VALUE))
            withClue(linear.pattern) {
                outcome shouldBe linear.outcome
                many shouldBeLessThanOrEqual few * 10 + 1_000
            }
        }
    }

    test("no pattern takes more steps than its budget, whatever the input") {
        val inputs = listOf(manyA, manyAThenBang, repeated("ab"), repeated("aab "), repeated("σς"))
        for (pattern in linearPatterns.map { it.pattern } + backtrackingPatterns + largePatterns) {
            for (length in listOf(10_000, 100_000)) {
                for (input in inputs) {
                    val (outcome, spent) = steps(pattern, input(length), StepBudget(200_000))
                    withClue("$pattern, $outcome") { spent shouldBeInRange 0..200_000 }
                }
            }
        }
    }

    test("a test that would go on for ever is cut short") {
        val patterns =
            listOf("(a*)*\\1b", "(?:a{1,60}){1,60}b", "(?:a?){2147483646}b", "(?:a|b){5000}(?:a|b){5000}c")
        for (pattern in patterns) {
            withClue(pattern) { steps(pattern, manyA(10_000)).first shouldBe RegexOutcome.CUT_SHORT }
        }
    }

    test("the same test takes the same steps every time") {
        for (pattern in backtrackingPatterns) {
            withClue(pattern) { steps(pattern, manyA(10_000)) shouldBe steps(pattern, manyA(10_000)) }
        }
    }

    test("the memory of one test stays small, whatever the pattern") {
        val threads = ManagementFactory.getThreadMXBean() as ThreadMXBean
        for (pattern in backtrackingPatterns + largePatterns) {
            val regex = checkNotNull(EcmaRegex.compile(pattern))
            val input = manyA(100_000)
            val before = threads.currentThreadAllocatedBytes
            regex.test(input)
            withClue(pattern) { threads.currentThreadAllocatedBytes - before shouldBeLessThan 16L * 1024 * 1024 }
        }
    }

    test("a short input is never cut short by an ordinary pattern") {
        val patterns = linearPatterns.map { it.pattern } + listOf("(a*)*\\1b", "^(a+)+\\1$", "(.*)(.*)(.*)(.*)\\4x")
        for (pattern in patterns) {
            val (_, spent) = steps(pattern, "aaaaaaaaab")
            withClue(pattern) { spent shouldBeLessThanOrEqual 100_000 }
        }
    }
})
