package com.convert.sdk.parity.live

import java.util.Random

/** Seeded chance: one seed always makes the same questions, on any JDK. */
internal class Dice(seed: Long) {
    // Mixed, as neighbouring seeds would begin alike.
    private val random = Random(mixed(seed))

    fun below(bound: Int): Int = random.nextInt(bound)

    fun between(from: Int, to: Int): Int = from + below(to - from + 1)

    fun bits(): Long = random.nextLong()

    /** True in [percent] of a hundred cases. */
    fun chance(percent: Int): Boolean = below(100) < percent

    fun <T> pick(from: List<T>): T = from[below(from.size)]

    fun <T> some(from: List<T>, atMost: Int): List<T> = List(below(atMost + 1)) { pick(from) }

    /** The finalizer of SplitMix64. */
    private fun mixed(seed: Long): Long {
        var bits = seed * -0x61c8864680b583ebL
        bits = (bits xor (bits ushr 30)) * -0x40a7b892e31b1a47L
        bits = (bits xor (bits ushr 27)) * -0x6b2fb644ecceee15L
        return bits xor (bits ushr 31)
    }
}
