package com.convert.sdk.internal.evaluation

import com.convert.sdk.internal.text.Utf8

/**
 * MurmurHash3 (x86, 32 bit) over the UTF-8 bytes of two texts one after the other, and the bucket value made of it.
 *
 * ASCII is hashed where it stands, so that an ordinary visitor costs no allocation; other text is encoded first.
 */
internal object BucketHash {
    private const val SEED = 9999
    private const val BUCKETS = 10_000
    private const val HASHES = 4_294_967_296.0
    private const val C1 = -0x3361d2af
    private const val C2 = 0x1b873593

    /** Where the visitor falls within the experience's traffic: 0 to 9,999. */
    fun bucketValue(experienceId: String, visitorId: String): Int {
        val hash = murmur3(experienceId, visitorId).toLong() and 0xffff_ffffL
        return (hash.toDouble() / HASHES * BUCKETS).toInt()
    }

    private fun murmur3(first: String, second: String): Int {
        val split = first.length
        val length = split + second.length
        var hash = SEED
        var block = 0
        for (index in 0 until length) {
            val code = (if (index < split) first[index] else second[index - split]).code
            if (code >= FIRST_BEYOND_ASCII) return murmur3(Utf8.encode(first + second))
            block = block or (code shl (index and 3 shl 3))
            if (index and 3 == 3) {
                hash = mix(hash, block)
                block = 0
            }
        }
        return finish(hash, block, length)
    }

    private fun murmur3(bytes: ByteArray): Int {
        var hash = SEED
        var block = 0
        for (index in bytes.indices) {
            block = block or (bytes[index].toInt() and 0xff shl (index and 3 shl 3))
            if (index and 3 == 3) {
                hash = mix(hash, block)
                block = 0
            }
        }
        return finish(hash, block, bytes.size)
    }

    private fun mix(hash: Int, block: Int): Int = Integer.rotateLeft(hash xor scramble(block), 13) * 5 + -0x19ab949c

    private fun scramble(block: Int): Int = Integer.rotateLeft(block * C1, 15) * C2

    /** An unfinished [rest] of a block counts too; scrambling nothing gives nothing. */
    private fun finish(hash: Int, rest: Int, length: Int): Int {
        var mixed = hash xor scramble(rest) xor length
        mixed = (mixed xor (mixed ushr 16)) * -0x7a143595
        mixed = (mixed xor (mixed ushr 13)) * -0x3d4d51cb
        return mixed xor (mixed ushr 16)
    }

    private const val FIRST_BEYOND_ASCII = 0x80
}
