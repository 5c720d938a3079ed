package com.convert.sdk.internal.collections

/** Odd, and of no pattern: no two hashes become one, and those that differ little end up far apart. */
private const val SPREAD = -0x61c88647

/**
 * Where linear probing for [hash] begins among [cells], which are a power of two: by the highest bits, into which the
 * multiplication has brought all of them.
 */
internal fun homeCell(hash: Int, cells: Int): Int = (hash * SPREAD) ushr (Integer.numberOfLeadingZeros(cells) + 1)

/** Where it goes on behind [cell]. */
internal fun nextCell(cell: Int, cells: Int): Int = (cell + 1) and (cells - 1)
