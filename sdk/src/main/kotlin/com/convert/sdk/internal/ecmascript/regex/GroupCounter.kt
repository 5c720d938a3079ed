package com.convert.sdk.internal.ecmascript.regex

/**
 * The capturing groups of a whole pattern, counted before it is read: whether `\2` is a reference or an octal escape,
 * and whether `\k` is a reference, depends on groups that may come later.
 */
internal class GroupCounter(pattern: String) {
    var groups: Int = 0
        private set

    var hasNames: Boolean = false
        private set

    init {
        var index = 0
        var isInClass = false
        while (index < pattern.length) {
            when (pattern[index]) {
                '\\' -> index++
                '[' -> isInClass = true
                ']' -> isInClass = false
                '(' -> if (!isInClass) count(pattern, index + 1)
            }
            index++
        }
    }

    private fun count(pattern: String, index: Int) {
        if (!pattern.startsWith("?", index)) {
            groups++
        } else if (pattern.startsWith("?<", index) && pattern.getOrElse(index + 2) { ' ' } !in "=!") {
            groups++
            hasNames = true
        }
    }
}
