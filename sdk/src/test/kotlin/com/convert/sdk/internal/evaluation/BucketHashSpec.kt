package com.convert.sdk.internal.evaluation

import com.convert.sdk.internal.text.Utf8
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe

class BucketHashSpec : StringSpec({
    val ascii = (0..9).map { "abcdefghi".take(it) }
    // Beyond ASCII at each place of a block, and the last and first characters on either side of its end.
    val beyond = listOf("üabc", "aübc", "abüc", "abcü", "abcdü", "\u007f", "\u0080", "a\u0080")
    val texts = ascii + beyond + listOf("ü", "aü", "€", "\uD83D\uDE00", "\uD83D", "\uDE00")

    "however the ids' lengths fall together, the hash is that of their bytes one after the other" {
        for (experienceId in texts) {
            val hash = BucketHash(experienceId)
            for (visitorId in texts) hash.value(visitorId) shouldBe plainValue(experienceId + visitorId)
        }
    }
})

/** MurmurHash3 as its inventor wrote it: whole blocks, then the tail. */
private fun plainValue(text: String): Int {
    val bytes = Utf8.encode(text).map { it.toUByte().toInt() }
    var hash = 9999
    for (block in bytes.chunked(4)) {
        val word = block.foldRightIndexed(0) { index, byte, word -> word or (byte shl 8 * index) }
        hash = hash xor Integer.rotateLeft(word * 0xcc9e2d51.toInt(), 15) * 0x1b873593
        if (block.size == 4) hash = Integer.rotateLeft(hash, 13) * 5 + 0xe6546b64.toInt()
    }
    hash = hash xor bytes.size
    hash = (hash xor (hash ushr 16)) * 0x85ebca6b.toInt()
    hash = (hash xor (hash ushr 13)) * 0xc2b2ae35.toInt()
    hash = hash xor (hash ushr 16)
    return (hash.toUInt().toDouble() / 4294967296.0 * 10_000).toInt()
}
