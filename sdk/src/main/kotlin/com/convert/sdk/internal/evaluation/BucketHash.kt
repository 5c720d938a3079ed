package com.convert.sdk.internal.evaluation

import com.convert.sdk.internal.text.Utf8

/**
 * Where visitors fall within one experience's traffic: MurmurHash3 (x86, 32 bit) over the UTF-8 bytes of the
 * experience's id and the visitor's, one after the other.
 *
 * The experience's id is hashed once. ASCII is hashed where it stands, four characters at a time, so that an ordinary
 * visitor costs no allocation; with other text, both are encoded first.
 */
internal class BucketHash(private val experienceId: String) {
    private val isAscii = experienceId.all { it.code < FIRST_BEYOND_ASCII }
    private val blocks = experienceId.length / BLOCK * BLOCK
    private val start = (0 until blocks step BLOCK).fold(SEED) { hash, at -> mix(hash, block(experienceId, at)) }

    /** What of the experience's id fills no block; the visitor's goes on behind it. */
    private val rest = (blocks until experienceId.length)
        .fold(0) { rest, at -> rest or (experienceId[at].code shl (at - blocks) * Byte.SIZE_BITS) }

    /** 0 to 9,999. */
    fun value(visitorId: String): Int = if (isAscii) asciiValue(visitorId) else encodedValue(visitorId)

    // One function on purpose: docs/performance.md, "Inlining".
    private fun asciiValue(visitorId: String): Int {
        val before = experienceId.length - blocks
        val blocks = visitorId.length / BLOCK * BLOCK
        var hash = start
        var waiting = rest.toLong()
        var seen = 0
        var at = 0
        while (at < blocks) {
            val block = block(visitorId, at) { seen = seen or it }
            waiting = waiting or (block.toLong() and UNSIGNED shl before * Byte.SIZE_BITS)
            hash = mix(hash, waiting.toInt())
            waiting = waiting ushr Int.SIZE_BITS
            at += BLOCK
        }
        while (at < visitorId.length) {
            val char = visitorId[at].code
            seen = seen or char
            waiting = waiting or (char.toLong() shl (before + at++ - blocks) * Byte.SIZE_BITS)
        }
        if (seen >= FIRST_BEYOND_ASCII) return encodedValue(visitorId)
        if (before + visitorId.length - blocks >= BLOCK) {
            hash = mix(hash, waiting.toInt())
            waiting = waiting ushr Int.SIZE_BITS
        }
        return finish(hash, waiting.toInt(), experienceId.length + visitorId.length)
    }

    private fun encodedValue(visitorId: String): Int {
        val bytes = Utf8.encode(experienceId + visitorId)
        var hash = SEED
        var waiting = 0
        bytes.forEachIndexed { at, byte ->
            waiting = waiting or (byte.toUByte().toInt() shl at % BLOCK * Byte.SIZE_BITS)
            if (at % BLOCK == BLOCK - 1) {
                hash = mix(hash, waiting)
                waiting = 0
            }
        }
        return finish(hash, waiting, bytes.size)
    }

    @Suppress("NOTHING_TO_INLINE")
    private inline fun mix(hash: Int, block: Int): Int =
        Integer.rotateLeft(hash xor scramble(block), 13) * 5 + -0x19ab949c

    @Suppress("NOTHING_TO_INLINE")
    private inline fun scramble(block: Int): Int = Integer.rotateLeft(block * C1, 15) * C2

    private inline fun block(text: String, at: Int, see: (Int) -> Unit = {}): Int {
        val first = text[at].code
        val second = text[at + 1].code
        val third = text[at + 2].code
        val fourth = text[at + 3].code
        see(first or second or third or fourth)
        return first or (second shl 8) or (third shl 16) or (fourth shl 24)
    }

    /** A block that is not whole counts too; scrambling nothing gives nothing. */
    private fun finish(hash: Int, rest: Int, length: Int): Int {
        var mixed = hash xor scramble(rest) xor length
        mixed = (mixed xor (mixed ushr 16)) * -0x7a143595
        mixed = (mixed xor (mixed ushr 13)) * -0x3d4d51cb
        mixed = mixed xor (mixed ushr 16)
        return ((mixed.toLong() and UNSIGNED).toDouble() / HASHES * BUCKETS).toInt()
    }

    private companion object {
        const val SEED = 9999
        const val BLOCK = 4
        const val BUCKETS = 10_000
        const val HASHES = 4_294_967_296.0
        const val UNSIGNED = 0xffff_ffffL
        const val FIRST_BEYOND_ASCII = 0x80
        const val C1 = -0x3361d2af
        const val C2 = 0x1b873593
    }
}
