package com.convert.sdk.parity.live

/**
 * Where this SDK answers otherwise than the published JavaScript SDK, and means to. The script that asks the package
 * puts these right, or the generator leaves them out; `OnPurposeSpec` has a test for each.
 */
internal enum class OnPurpose(val what: String, val reason: String) {
    ONE_EVENT(
        "a conversion with goal data is one event",
        "The package sends two, one without the data and one with it, for what is one conversion.",
    ),
    OTHERS_STAY(
        "an experience without a decision does not take away those of the others",
        "Releases up to the one compared with answer `runExperiences` with the errors alone; 5.0.1 leaves them out, " +
            "as this SDK does.",
    ),
    FIRST_SERVES(
        "a feature is what the first experience that serves it makes of it, or null",
        "The package gives an object, a list of them, or a disabled feature, and callers have to tell which.",
    ),
    ENABLED_ONCE(
        "all features are the enabled ones, each once, in configuration order",
        "The package has one entry for each experience and adds the disabled ones in another order.",
    ),
    FINITE_GOALS(
        "goal data that is not finite is refused",
        "The package sends `null` for it, so that revenue is lost without a word.",
    ),
    STATUS(
        "a conversion has a status with a name",
        "The package answers nothing, whether the goal is unknown, was reached before, or is queued.",
    ),
    SERVING_EXPOSED(
        "only the experience that served a feature is recorded",
        "The package records every experience that it looked at, so that experiments count visitors who saw nothing.",
    ),
    LATER_EXPOSURE(
        "an exposure that one call kept quiet is reported by a later one",
        "The package never reports a visitor whose first decision was made with tracking off.",
    ),
    ATTRIBUTES_ONLY(
        "rules see attributes and not the segments of reports",
        "The package mixes both, so that what is set for reports changes who qualifies.",
    ),
    EMPTY_SEGMENTS(
        "custom segments that are none are not sent",
        "The package sends an empty list once such a list was set.",
    ),
    EMPTY_LOCATION(
        "a location that is not given counts as empty",
        "The package matches no experience then, not even one without a location rule.",
    ),
    CAST_ONCE(
        "a variable is cast once, however often it is asked for",
        "The package writes what it cast into its configuration and casts that again at the next call.",
    ),
    NUMERIC_IDS(
        "identifiers that are numbers count as their text",
        "The package compares them with text and finds nothing.",
    ),
    INFINITE_VALUE(
        "an infinite number among a visitor's attributes is its text, in a list too",
        "The package finds it in the list in this call, and `null` in its place when the attributes come from a store.",
    ),
    PREVIEW_ORDER(
        "a forced variation stands in the configuration's order",
        "The package puts it behind the others.",
    ),
    PREVIEW_FEATURES(
        "a preview forces the features of its variation as well",
        "The package shows the page of the previewed variation with the features of another one.",
    ),
    PREVIEW_SEGMENTS(
        "segments that are set during a preview count until it ends",
        "The package forgets them at once, so that a preview shows another way through the pages than visitors get.",
    ),
    UNSTORED_EXCLUSION(
        "experiences that exclude each other do so without storage and under a preview, too",
        "The package looks at what is stored alone, and gives both to the same visitor.",
    ),
    BROKEN_RULE(
        "a rule that is no rule matches nobody and breaks nothing",
        "The package throws. Such answers are passed over, as is the rest of their case.",
    ),
    BOUNDED_PATTERN(
        "a pattern that would take for ever matches nobody",
        "The package blocks its only thread. Generated texts are short enough for Node to come to an end.",
    ),
}
