package com.convert.sdk.internal.ecmascript

import java.util.StringTokenizer

/*
 * Unicode 17, so that the answer does not follow the Unicode version of whatever JDK runs it. Printed by a script from
 * what Node says of every code point (`toLowerCase`, `\p{Cased}`, `\p{Case_Ignorable}`), as numbers in base 36.
 */

/** Which lower-case letter belongs to a code point outside ASCII. */
internal object LowerCaseLetters {
    private val runs = numbers(LOWER_CASE_RUNS, RUN_FIELDS)

    fun of(codePoint: Int): Int {
        val run = runs.lastStartingAtOrBefore(codePoint, RUN_FIELDS)
        if (run < 0 || codePoint > runs[run + LAST]) return codePoint
        val inStep = (codePoint - runs[run]) % runs[run + STEP] == 0
        return if (inStep) codePoint + runs[run + DISTANCE] else codePoint
    }
}

/** What stands around a sigma decides its form; only text with a capital sigma in it asks. */
internal object CaseProperties {
    private val cased = numbers(CASED_RANGES, RANGE_FIELDS)
    private val ignorable = numbers(CASE_IGNORABLE_RANGES, RANGE_FIELDS)

    /** Has a case, and is not [isIgnorable]: what is both counts as ignorable. */
    fun isCased(codePoint: Int): Boolean = cased.covers(codePoint)

    /** Marks, modifiers and some punctuation, which do not end a word. */
    fun isIgnorable(codePoint: Int): Boolean = ignorable.covers(codePoint)

    private fun IntArray.covers(codePoint: Int): Boolean {
        val range = lastStartingAtOrBefore(codePoint, RANGE_FIELDS)
        return range >= 0 && codePoint <= this[range + LAST]
    }
}

/** Index of the last record whose first field is at most [codePoint]; negative when there is none. */
private fun IntArray.lastStartingAtOrBefore(codePoint: Int, fields: Int): Int {
    var low = 0
    var high = size / fields - 1
    while (low <= high) {
        val middle = (low + high) ushr 1
        if (this[middle * fields] <= codePoint) low = middle + 1 else high = middle - 1
    }
    return high * fields
}

/** Records of [fields] numbers. The first counts from the end of the record before, the second from the first. */
private fun numbers(text: String, fields: Int): IntArray {
    val tokens = StringTokenizer(text)
    val result = IntArray(tokens.countTokens()) { tokens.nextToken().toInt(BASE) }
    var end = 0
    for (record in result.indices step fields) {
        result[record] += end
        val unit = if (fields == RUN_FIELDS) result[record + STEP] else 1
        result[record + LAST] = result[record] + result[record + LAST] * unit
        end = result[record + LAST]
    }
    return result
}

private const val BASE = 36
private const val RANGE_FIELDS = 2
private const val RUN_FIELDS = 4
private const val LAST = 1
private const val STEP = 2
private const val DISTANCE = 3

/** Gap, letters after the first, step between letters, distance to the lower-case letter. */
private const val LOWER_CASE_RUNS =
    "5c m 1 w 2 6 1 w y n 2 1 4 2 2 1 3 7 2 1 3 m 2 1 2 0 1 -3d 1 2 2 1 4 0 1 5u 1 1 2 1 2 0 1 5q 1 0 1 1 2 " +
    "1 1 5p 1 0 1 1 3 0 1 27 1 0 1 5m 1 0 1 5n 1 0 1 1 2 0 1 5p 1 0 1 5r 2 0 1 5v 1 0 1 5t 1 0 1 1 4 0 1 5v " +
    "1 0 1 5x 2 0 1 5y 1 2 2 1 2 0 1 62 1 0 1 1 2 0 1 62 3 0 1 1 2 0 1 62 1 0 1 1 2 1 1 61 1 1 2 1 2 0 1 63 " +
    "1 0 1 1 4 0 1 1 8 0 1 2 1 0 1 1 2 0 1 2 1 0 1 1 2 0 1 2 1 8 2 1 3 8 2 1 3 0 1 2 1 1 2 1 2 0 1 -2p 1 0 1 " +
    "-1k 1 j 2 1 2 0 1 -3m 2 8 2 1 8 0 1 8bv 1 0 1 1 2 0 1 -4j 1 0 1 8bs 3 0 1 1 2 0 1 -5f 1 0 1 1x 1 0 1 1z " +
    "1 4 2 1 82 1 2 1 4 0 1 1 9 0 1 38 7 0 1 12 2 2 1 11 2 0 1 1s 2 1 1 1r 2 g 1 w 2 8 1 w 10 0 1 8 9 b 2 1 " +
    "6 0 1 -1o 3 0 1 1 2 0 1 -7 1 0 1 1 3 2 1 -3m 1 f 1 28 1 v 1 w 1d g 2 1 a q 2 1 2 0 1 f 1 6 2 1 3 1b 2 1 " +
    "3 11 1 1c 28a 11 1 5ls 2 0 1 5ls 6 0 1 5ls k3 27 1 tzk 1 5 1 8 1p0 0 1 1 7 16 1 -2bk 3 2 1 -2bk 8x 22 2 " +
    "1 a 0 1 -5vj 2 1b 2 1 a 7 1 -8 9 5 1 -8 b 7 1 -8 9 7 1 -8 9 5 1 -8 c 3 2 -8 9 7 1 -8 p 7 1 -8 9 7 1 -8 " +
    "9 7 1 -8 9 1 1 -8 1 1 1 -22 1 0 1 -9 c 3 1 -2e 1 0 1 -9 c 1 1 -8 1 1 1 -2s d 1 1 -8 1 1 1 -34 1 0 1 -7 " +
    "c 1 1 -3k 1 1 1 -3i 1 0 1 -9 8a 0 1 -5st 4 0 1 -6gv 1 0 1 -6di 7 0 1 s 1a f 1 g k 0 1 1 mr p 1 q 1f5 1b " +
    "1 1c 1d 0 1 1 2 0 1 -8af 1 0 1 -2xy 1 0 1 -89z 3 2 2 1 2 0 1 -8bg 1 0 1 -8al 1 0 1 -8bj 1 0 1 -8bi 2 0 " +
    "1 1 3 0 1 1 9 1 1 -8cf 1 1d 2 1 9 1 2 1 5 0 1 1 nym m 2 1 k d 2 1 3s 6 2 1 4 u 2 1 b 1 2 1 2 0 1 -r9g 1 " +
    "4 2 1 5 0 1 1 2 0 1 -wmg 3 1 2 1 4 9 2 1 2 0 1 -wn8 1 0 1 -wnj 1 0 1 -wnf 1 0 1 -wn5 1 0 1 -wn8 2 0 1 " +
    "-wlu 1 0 1 -wmi 1 0 1 -wlx 1 0 1 ps 1 7 2 1 2 0 1 -1c 1 0 1 -wn7 1 0 1 -raw 1 1 2 1 2 0 1 -wo7 1 7 2 1 " +
    "2 0 1 -wu9 p 0 1 1 h7w p 1 w xy 13 1 14 3t z 1 14 4d a 1 13 2 e 1 13 2 6 1 13 2 1 1 13 1d7 1e 1 1s 4e l " +
    "1 w 27v v 1 w gw1 v 1 w 1t o 1 r o5k x 1 y"

/** Gap, code points after the first. */
private const val CASED_RANGES =
    "1t p 7 p 1c 0 b 0 5 0 6 m 2 u 2 5e 2 3 5 5r 3 p 5d 3 3 1 4 2 2 0 7 0 2 2 2 0 2 j 2 2a 2 3u 9 4l 2 11 a " +
    "14 26w 11 2 0 6 0 3 16 3 2 ip 2d 3 5 1oj a 6 16 3 2 1t 17 1s c 2 x 2u 7p 3 5 3 11 3 5 3 7 2 0 2 0 2 0 2 " +
    "u 3 1g 2 6 2 0 4 2 2 6 4 3 3 5 5 c 6 2 2 6 7a 0 5 0 3 9 2 0 4 4 7 0 2 0 2 0 2 3 2 5 5 0 3 3 6 4 5 0 i v " +
    "4 1 mq 1f 1ef 3f 3 2u 7 3 4 1 d 11 2 0 6 0 nwz 19 j r 3r 25 2 m 4 3 2 24 p 1 4 0 mu 16 6 8 8 27 fnl 6 d " +
    "4 sq p 7 p x2 27 2p z 5 z 39 a 2 e 2 6 2 1 2 a 2 e 2 6 2 1 1c4 1e e 1e 2m l b l 26z 1r gv5 1r x o 3 o " +
    "jzh 2c 2 1y 2 1 3 0 3 1 3 3 2 b 2 0 2 6 2 1s 2 3 3 7 2 6 2 r 2 3 2 4 2 0 4 6 2 9f 3 o 2 o 2 u 2 o 2 u 2 " +
    "o 2 u 2 o 2 u 2 o 2 7 1f9 9 2 j 7 5 1xy 1v 1kd p 7 p 7 p"

/** Gap, code points after the first. */
private const val CASE_IGNORABLE_RANGES =
    "13 0 7 0 c 0 10 0 2 0 20 0 5 0 2 0 5 0 3 1 e0 5b 5 1 5 0 a 1 2 0 70 6 5s 0 6 0 1e 18 2 0 2 1 2 1 2 0 19 " +
    "0 c 5 b a 2 0 10 0 b k h 0 2u 7 2 9 2 3 y 0 2 0 v q 2k a 1n a 5 0 3 0 p n 18 2 19 0 8 1 6 8 16 1l 1k 0 " +
    "2 0 5 7 5 0 4 6 b 1 e 0 g 0 1n 0 5 3 9 0 l 1 r 0 3 1 1m 0 5 1 5 1 3 2 4 0 v 1 4 0 c 1 1m 0 5 4 2 1 5 0 " +
    "l 1 n 5 2 0 1n 0 3 0 2 3 9 0 8 1 c 1 v 0 1q 0 d 0 1f 0 4 0 1k 0 2 2 6 2 2 3 8 1 c 1 u 0 1n 0 3 0 7 0 6 " +
    "1 l 1 t 1 1m 1 5 3 9 0 l 1 u 0 21 0 8 2 2 0 2j 0 3 6 c 8 2r 0 3 8 a 0 2 6 22 1 s 0 2 0 2 0 1k d 2 4 2 1 " +
    "6 a 2 z a 0 2v 3 2 5 2 1 3 1 q 1 5 2 h 3 e 0 3 1 7 0 g 0 2n 0 gx 2 qb 2 u 1 v 1 v 1 1t 1 2 6 9 0 3 a 4 " +
    "0 6 0 1a 4 1g 0 1u 1 z 0 3b 2 5 1 a 0 7 2 64 1 3 0 1n 0 2 6 2 0 2 0 3 7 7 9 3 0 14 0 9 19 3 b l 3 1d 0 " +
    "2 4 2 0 6 0 15 8 d 1 x 3 3 1 2 2 1l 0 2 1 4 0 2 2 1n 7 3 1 1t 5 2b 2 2 c 2 6 5 0 7 0 4 1 1f 1q e 0 z 2s " +
    "ce 0 2 2 c 2 e 2 e 2 e 1 d 4 9 1 b 0 3 0 3 4 1e 4 2 9 2 0 e 0 h c 1g w 2a4 1 36 2 3i 0 g 0 2p v 1c 0 d2 " +
    "0 11 3 4 4 6 0 2m 5 2m 2 lxz 0 yr 5 7j 0 2r 3 2 9 2 0 t 3 29 1 f x 27 0 o 2 2v 3 4 1 9 0 4 0 5 0 q 1 6 " +
    "0 48 1 r h e 0 13 7 q a 1b 2 1d 0 3 3 3 1 i 0 m 1 1v 5 3 1 3 1 d 0 9 0 10 0 c 0 1g 0 2 2 3 1 6 1 2 0 s " +
    "0 f 1 6 1 2 0 2t 4 a 2 3e 0 3 0 5 0 fn5 0 44 g fy f 4 0 d f z 0 3 0 4q 0 8 0 7 0 c 0 10 0 2 0 1c 0 1a 1 " +
    "1w 0 m 2 ea 0 6b 0 46 4 sm 5 2 15 2 8 g7 2 2 1 6 3 15 2 5 0 4m 1 fy 3 13 0 r 4 2 0 8s 1 p 0 1h 5 1z a " +
    "1e 3 3g 0 1j e 16 0 3 1 b 2 1e 3 3 1 3 0 5 0 b 0 1f 2 11 4 2 7 1r 0 d 1 1h 8 b 3 3 0 2o 2 3 0 2 1 7 0 3 " +
    "0 4e 0 4 7 m 1 1m 1 4 0 12 6 4 4 1z 5 e 0 2 0 2 0 f 1 2e 7 3 2 2 0 o 0 2d 5 2 0 5 1 2 1 6n 3 7 1 2 1 s " +
    "1 2e 7 3 0 2 1 2z 0 2 0 3 5 2 0 2u 0 2 0 3 3 2 4 78 8 2 1 75 1 2 0 5 0 41 3 3 1 5 0 x 9 15 5 3 3 9 0 a " +
    "5 3 2 1b c 2 1 5j 0 2 2 2 0 5m 6 2 5 2 0 2b l 3 6 2 1 2 1 3f 5 4 0 2 1 2 6 2 0 21 1 4 0 2 0 1u 0 7u 1 c " +
    "1 1h 4 6 0 2 0 o 0 446 g 7 e 8uh b 4 2 1xd 4 1o 6 a 3 e5 2 15 1 df 0 1s g 1t 1 2 1 e 1 cn1 3 2 6 2 1 " +
    "2hr 1 2 3 3ml 19 3 m f5 2 a f 3 6 v 3 45 2 1j0 1i 5 1d 9 0 f 0 n 4 2 e 11t 6 2 g 3 6 2 1 2 4 6 1p y 0 " +
    "4h d a9 0 1q 3 e4 4 73 1 6s 0 3 0 8 1 6 0 a 0 cx 6 32 7 240 4 gx6q 0 v 2n 3l 6n"
