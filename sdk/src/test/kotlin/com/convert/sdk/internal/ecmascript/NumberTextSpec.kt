package com.convert.sdk.internal.ecmascript

import io.kotest.core.spec.style.StringSpec
import io.kotest.inspectors.forAll
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import kotlin.random.Random

private const val RANDOM_NUMBERS = 50_000

class NumberTextSpec : StringSpec({
    "a whole number has no point, and minus zero no sign" {
        mapOf(0.0 to "0", -0.0 to "0", 1.0 to "1", -17.0 to "-17", 9007199254740992.0 to "9007199254740992")
            .toList().forAll { (number, text) -> numberToText(number) shouldBe text }
    }

    "what is not a finite number has a name" {
        numberToText(Double.NaN) shouldBe "NaN"
        numberToText(Double.POSITIVE_INFINITY) shouldBe "Infinity"
        numberToText(Double.NEGATIVE_INFINITY) shouldBe "-Infinity"
    }

    "the exponent form begins at 1e21 and below 1e-6" {
        mapOf(
            123456789012345680000.0 to "123456789012345680000",
            1e21 to "1e+21",
            -1.5e300 to "-1.5e+300",
            0.000001 to "0.000001",
            0.0000012 to "0.0000012",
            1e-7 to "1e-7",
            1.25e-7 to "1.25e-7",
        ).toList().forAll { (number, text) -> numberToText(number) shouldBe text }
    }

    "digits beyond the precision of a number are zeros" {
        numberToText(1152921504606846976.0) shouldBe "1152921504606847000"
        numberToText(9223372036854775807.0) shouldBe "9223372036854776000"
    }

    "the text is the shortest that reads back, also where the JDK's own is longer" {
        mapOf(
            2e-3 to "0.002",
            2e23 to "2e+23",
            2.2e-322 to "2.2e-322",
            Double.MIN_VALUE to "5e-324",
            1.0E-323 to "1e-323",
            8.41E21 to "8.41e+21",
            2.0E-44 to "2e-44",
            0.1 + 0.2 to "0.30000000000000004",
            4.35 to "4.35",
            Double.MAX_VALUE to "1.7976931348623157e+308",
            java.lang.Double.MIN_NORMAL to "2.2250738585072014e-308",
        ).toList().forAll { (number, text) -> numberToText(number) shouldBe text }
    }

    "at a power of two the shortest text may lie on the wider side" {
        numberToText(9.5367431640625E-7) shouldBe "9.5367431640625e-7"
        numberToText(5.684341886080802E-14) shouldBe "5.684341886080802e-14"
        numberToText(2.9802322387695312E-8) shouldBe "2.9802322387695312e-8"
    }

    "any text reads back as the number it came from" {
        val random = Random(1)
        val numbers = List(RANDOM_NUMBERS) { Double.fromBits(random.nextLong()) }.filter { it.isFinite() }
        numbers.filter { numberToText(it).toDouble() != it }.shouldBeEmpty()
    }
})
