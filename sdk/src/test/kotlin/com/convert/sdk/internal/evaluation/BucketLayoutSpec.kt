package com.convert.sdk.internal.evaluation

import com.convert.sdk.internal.evaluation.BucketLayout.Companion.OUTSIDE
import com.convert.sdk.internal.evaluation.BucketLayout.Share
import io.kotest.core.spec.style.StringSpec
import io.kotest.inspectors.forAll
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe

private const val PACKED = 11.0
private const val ANCHORED = 11.5

private fun share(id: String, percent: Double?, running: Boolean = true) =
    Share(id, running, percent ?: Double.NaN, unset = percent == null)

private fun packed(vararg shares: Share) = BucketLayout.of(PACKED, shares.toList())

private fun anchored(vararg shares: Share) = BucketLayout.of(ANCHORED, shares.toList())

/** Bucket value to the id it falls to, `null` for outside. */
private fun BucketLayout.gives(vararg expected: Pair<Int, String?>) = expected.toList().forAll { (value, id) ->
    val place = place(value)
    (if (place == OUTSIDE) null else ids[place]) shouldBe id
}

class BucketLayoutSpec : StringSpec({
    "variations lie one behind the other, and what is left is outside" {
        packed(share("a", 30.0), share("b", 20.5))
            .gives(0 to "a", 2_999 to "a", 3_000 to "b", 5_049 to "b", 5_050 to null, 9_999 to null)
    }

    "a variation that is stopped, without traffic or without an id takes no place" {
        packed(share("a", 50.0, running = false), share("b", 0.0), share("c", -1.0), share("", 50.0), share("d", 10.0))
            .gives(0 to "d", 999 to "d", 1_000 to null)
        packed().gives(0 to null)
    }

    "without a given share a variation takes all traffic" {
        packed(share("a", 10.0), share("b", null), share("c", 10.0))
            .gives(999 to "a", 1_000 to "b", 9_999 to "b")
    }

    "nothing falls to a share that is no number, nor behind it" {
        packed(share("a", 10.0), Share("b", true, Double.NaN, unset = false), share("c", 50.0))
            .gives(999 to "a", 1_000 to null, 9_999 to null)
    }

    "ids that are array indices come first, ascending, as the keys of an object do" {
        val ids = listOf("b", "10", "01", "4294967295", "2", "4294967294", "00", "12345678901", "-1", "1:", "1/", "0")
        packed(*ids.map { share(it, 1.0) }.toTypedArray()).ids shouldContainExactly
            listOf("0", "2", "10", "4294967294", "b", "01", "4294967295", "00", "12345678901", "-1", "1:", "1/")
    }

    "the last of equal ids counts, where the first one stands" {
        packed(share("a", 10.0), share("b", 10.0), share("a", 30.0)).gives(2_999 to "a", 3_000 to "b", 4_000 to null)
    }

    "up to version 11, or without one, variations are packed; above they are anchored" {
        val shares = listOf(share("a", 10.0), share("b", 10.0))
        listOf(PACKED, 1.0, Double.NaN).forAll { BucketLayout.of(it, shares).gives(1_000 to "b", 5_000 to null) }
        listOf(11.000001, 12.0).forAll { BucketLayout.of(it, shares).gives(1_000 to null, 5_000 to "b") }
    }

    "an anchored variation keeps its place whatever the traffic is" {
        anchored(share("a", 25.0), share("b", 75.0)).gives(0 to "a", 2_499 to "a", 2_500 to "b", 9_999 to "b")
        anchored(share("a", 5.0), share("b", 15.0))
            .gives(0 to "a", 499 to "a", 500 to null, 2_499 to null, 2_500 to "b", 3_999 to "b", 4_000 to null)
    }

    "an anchored variation that is stopped keeps its place, and nobody falls to it" {
        anchored(share("a", 50.0, running = false), share("b", 50.0)).gives(0 to null, 4_999 to null, 5_000 to "b")
        anchored(share("a", 0.0), share("b", 50.0)).gives(0 to "b", 4_999 to "b", 5_000 to null)
    }

    "among anchored variations a share that is not given, or no number, is all traffic" {
        listOf(share("b", null), Share("b", true, Double.NaN, unset = false)).forAll {
            anchored(share("a", 100.0, running = false), it).gives(4_999 to null, 5_000 to "b", 9_999 to "b")
        }
    }

    "an anchored variation without an id takes no place, and none has one when the shares come to nothing" {
        anchored(share("", 50.0), share("b", 50.0)).gives(0 to "b", 5_000 to null)
        listOf(0.0, -10.0).forAll { anchored(share("a", it)).ids.shouldBeEmpty() }
    }
})
