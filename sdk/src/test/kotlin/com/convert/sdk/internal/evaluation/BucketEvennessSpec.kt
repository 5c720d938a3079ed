package com.convert.sdk.internal.evaluation

import io.kotest.assertions.withClue
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import java.util.SplittableRandom
import java.util.UUID

private const val VISITORS = 100_000
private const val HALF = 5_000

/** One in a thousand even splits has a larger chi-squared. The ids are always the same, and so is the outcome. */
private const val LIMIT = 10.8

private val kinds: Map<String, (Int) -> String> = mapOf(
    "sequential" to { it.toString() },
    "padded" to { it.toString().padStart(12, '0') },
    "UUID" to { SplittableRandom(it.toLong()).run { UUID(nextLong(), nextLong()) }.toString() },
    "e-mail" to { "user$it@example.com" },
    "multiples of 1,000" to { (it * 1_000L).toString() },
    "long prefix" to { "tenant/eu-central-1/production/visitor/$it" },
)

@Tags("slow")
class BucketEvennessSpec : StringSpec({
    for ((kind, make) in kinds) {
        val ids = List(VISITORS, make)

        "$kind ids are split evenly" {
            for (experience in listOf("3001", "3002", "10")) {
                val first = ids.count { BucketHash(experience).value(it) < HALF }
                withClue(experience) { chiSquared(first, VISITORS - first) shouldBeLessThan LIMIT }
            }
        }

        "$kind ids are split by two experiences independently" {
            val (one, other) = BucketHash("3001") to BucketHash("3002")
            val cells = ids.groupingBy { (one.value(it) < HALF) to (other.value(it) < HALF) }.eachCount().values
            // Three degrees of freedom: 16.3 is one in a thousand.
            chiSquared(*cells.toIntArray()) shouldBeLessThan 16.3
        }
    }
})

private fun chiSquared(vararg counts: Int): Double {
    val expected = counts.sum().toDouble() / counts.size
    return counts.sumOf { (it - expected) * (it - expected) / expected }
}
