package com.convert.sdk.internal.ecmascript.regex

/** What one test of a pattern against an input found out. */
internal enum class RegexOutcome {
    MATCH,
    NO_MATCH,

    /** The step budget ran out before there was an answer. */
    CUT_SHORT,
}
