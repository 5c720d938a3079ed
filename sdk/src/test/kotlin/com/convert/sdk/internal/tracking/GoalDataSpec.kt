package com.convert.sdk.internal.tracking

import com.convert.sdk.ConversionOptions
import com.convert.sdk.error.ConversionDataException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldNotContain
import java.util.concurrent.atomic.AtomicInteger

class GoalDataSpec : StringSpec({
    fun of(revenue: Number? = null, vararg data: Pair<String, Any?>) = goalDataOf(
        ConversionOptions {
            this.revenue = revenue
            conversionData = mapOf(*data)
        },
    )

    "without anything there is no goal data" {
        of().shouldBeEmpty()
    }

    "revenue is the amount and comes first, the rest in its own order" {
        of(49.99, "transactionId" to "tx", "productsCount" to 2) shouldContainExactly
            listOf("amount" to 49.99, "transactionId" to "tx", "productsCount" to 2L)
    }

    "revenue wins over an amount among the data" {
        of(10, "amount" to 5, "customDimension1" to true) shouldContainExactly
            listOf("amount" to 10L, "customDimension1" to true)
    }

    "an amount among the data is sent when there is no revenue" {
        of(null, "productsCount" to 1, "amount" to 5.5) shouldContainExactly
            listOf("productsCount" to 1L, "amount" to 5.5)
    }

    "only the eight keys of the service are sent" {
        val keys = listOf("amount", "productsCount", "transactionId") + (1..6).map { "customDimension$it" } + "colour"
        of(null, *keys.map { it to it }.toTypedArray()).map { it.first } shouldContainExactly keys.take(8)
    }

    "numbers keep the digits that were written" {
        of(0.1f).single().second shouldBe 0.1
        of("12.50".toBigDecimal()).single().second shouldBe "12.50".toBigDecimal()
        of(AtomicInteger(3)).single().second shouldBe 3.0
        of(Long.MAX_VALUE).single().second shouldBe Long.MAX_VALUE
    }

    "what is not text, a boolean or a finite number is refused, whether it would be sent or not" {
        val numbers = listOf(Double.NaN, Float.POSITIVE_INFINITY)
        val bad = listOf(null, listOf(1), mapOf("a" to 1), arrayOf("a"), 'c', Any()) + numbers
        for (key in listOf("transactionId", "colour")) {
            for (value in bad) {
                val error = shouldThrow<ConversionDataException> { of(1, key to value) }
                error.key shouldBe key
                error.reason shouldNotContain "$value@"
            }
        }
    }

    "revenue that is not finite is refused" {
        shouldThrow<ConversionDataException> { of(Double.NEGATIVE_INFINITY) }.key shouldBe "revenue"
    }
})
