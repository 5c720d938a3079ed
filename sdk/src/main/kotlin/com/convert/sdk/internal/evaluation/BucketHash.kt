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
    private val start = Progress().apply { addAscii(experienceId) }

    /** 0 to 9,999. */
    fun value(visitorId: String): Int {
        val progress = Progress(start)
        progress.addAscii(visitorId)
        val hash = if (progress.isAscii) progress.finish() else hashEncoded(visitorId)
        return ((hash.toLong() and UNSIGNED).toDouble() / HASHES * BUCKETS).toInt()
    }

    private fun hashEncoded(visitorId: String): Int {
        val progress = Progress()
        for (byte in Utf8.encode(experienceId + visitorId)) progress.add(byte.toInt() and BYTE)
        return progress.finish()
    }

    /** A hash in the making: whole blocks of four bytes are mixed in, the bytes after them wait in [rest]. */
    private class Progress(
        private var hash: Int,
        private var rest: Int,
        private var length: Int,
        private var seen: Int,
    ) {
        constructor() : this(SEED, 0, 0, 0)

        constructor(from: Progress) : this(from.hash, from.rest, from.length, from.seen)

        /** Whether everything that was added is; if not, the hash is of something else than its UTF-8. */
        val isAscii: Boolean get() = seen < FIRST_BEYOND_ASCII

        fun addAscii(text: String) {
            var index = 0
            while (length and 3 != 0 && index < text.length) add(text[index++].code)
            while (index + BLOCK <= text.length) {
                add(text[index].code, text[index + 1].code, text[index + 2].code, text[index + 3].code)
                index += BLOCK
            }
            while (index < text.length) add(text[index++].code)
        }

        fun add(byte: Int) {
            seen = seen or byte
            rest = rest or (byte shl (length and 3 shl 3))
            if (length++ and 3 == 3) {
                mix(rest)
                rest = 0
            }
        }

        private fun add(first: Int, second: Int, third: Int, fourth: Int) {
            seen = seen or first or second or third or fourth
            mix(first or (second shl 8) or (third shl 16) or (fourth shl 24))
            length += BLOCK
        }

        private fun mix(block: Int) {
            hash = Integer.rotateLeft(hash xor scramble(block), 13) * 5 + -0x19ab949c
        }

        /** A block that is not whole counts too; scrambling nothing gives nothing. */
        fun finish(): Int {
            var mixed = hash xor scramble(rest) xor length
            mixed = (mixed xor (mixed ushr 16)) * -0x7a143595
            mixed = (mixed xor (mixed ushr 13)) * -0x3d4d51cb
            return mixed xor (mixed ushr 16)
        }
    }

    private companion object {
        const val SEED = 9999
        const val BUCKETS = 10_000
        const val HASHES = 4_294_967_296.0
        const val UNSIGNED = 0xffff_ffffL
        const val C1 = -0x3361d2af
        const val C2 = 0x1b873593
        const val BYTE = 0xff
        const val BLOCK = 4
        const val FIRST_BEYOND_ASCII = 0x80

        fun scramble(block: Int): Int = Integer.rotateLeft(block * C1, 15) * C2
    }
}
