package com.convert.sdk.internal.evaluation

/**
 * MurmurHash3 (x86, 32 bit) over the UTF-8 bytes of two texts one after the other, and the bucket value made of it.
 *
 * Nothing is allocated: the bytes are fed into the hash as they are encoded. An unpaired surrogate counts as U+FFFD,
 * as JavaScript's `TextEncoder` has it.
 */
internal object BucketHash {
    private const val SEED = 9999
    private const val BUCKETS = 10_000
    private const val C1 = -0x3361d2af
    private const val C2 = 0x1b873593

    /** Where the visitor falls within the experience's traffic: 0 to 9,999. */
    fun bucketValue(experienceId: String, visitorId: String): Int {
        val hash = murmur3(experienceId, visitorId).toLong() and 0xffff_ffffL
        return (hash.toDouble() / 4_294_967_296.0 * BUCKETS).toInt()
    }

    private fun murmur3(first: String, second: String): Int {
        val split = first.length
        val length = split + second.length
        var hash = SEED
        var block = 0
        var count = 0
        var index = 0
        while (index < length) {
            val char = if (index < split) first[index] else second[index - split]
            index++
            var code = char.code
            if (char.isSurrogate()) {
                val next = charOrNul(first, second, index)
                if (char.isHighSurrogate() && next.isLowSurrogate()) {
                    code = Character.toCodePoint(char, next)
                    index++
                } else {
                    code = REPLACEMENT
                }
            }
            if (code < TWO_BYTES) {
                block = block or (code shl (count and 3 shl 3))
                if (++count and 3 == 0) {
                    hash = mixBlock(hash, block)
                    block = 0
                }
            } else {
                var bytes = utf8(code)
                while (bytes != 0L) {
                    block = block or ((bytes and 0xff).toInt() shl (count and 3 shl 3))
                    bytes = bytes ushr 8
                    if (++count and 3 == 0) {
                        hash = mixBlock(hash, block)
                        block = 0
                    }
                }
            }
        }
        if (count and 3 != 0) hash = hash xor scramble(block)
        return finish(hash xor count)
    }

    private fun charOrNul(first: String, second: String, index: Int): Char = when {
        index < first.length -> first[index]
        index - first.length < second.length -> second[index - first.length]
        else -> '\u0000'
    }

    /** The bytes of [code] beyond ASCII, the first one lowest. */
    private fun utf8(code: Int): Long = when {
        code < THREE_BYTES -> lead(0xc0, code shr 6) or (tail(code) shl 8)
        code < FOUR_BYTES -> lead(0xe0, code shr 12) or (tail(code shr 6) shl 8) or (tail(code) shl 16)
        else -> lead(0xf0, code shr 18) or (tail(code shr 12) shl 8) or (tail(code shr 6) shl 16) or
            (tail(code) shl 24)
    }

    private fun lead(mark: Int, bits: Int): Long = (mark or bits).toLong()

    private fun tail(bits: Int): Long = (0x80 or (bits and 0x3f)).toLong()

    private fun mixBlock(hash: Int, block: Int): Int =
        Integer.rotateLeft(hash xor scramble(block), 13) * 5 + -0x19ab949c

    private fun scramble(block: Int): Int = Integer.rotateLeft(block * C1, 15) * C2

    private fun finish(hash: Int): Int {
        var mixed = hash
        mixed = (mixed xor (mixed ushr 16)) * -0x7a143595
        mixed = (mixed xor (mixed ushr 13)) * -0x3d4d51cb
        return mixed xor (mixed ushr 16)
    }

    private const val REPLACEMENT = 0xfffd
    private const val TWO_BYTES = 0x80
    private const val THREE_BYTES = 0x800
    private const val FOUR_BYTES = 0x10000
}
