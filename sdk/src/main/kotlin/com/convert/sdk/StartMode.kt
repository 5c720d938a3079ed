package com.convert.sdk

import org.jspecify.annotations.NullMarked

/** How an instance comes by its first configuration. */
@NullMarked
public enum class StartMode {
    /** `initialize()` loads it, and fails when that fails. There are no contexts before. */
    WAIT,

    /**
     * It is loaded in the background from the moment on that the instance is made, and asked for again after a failure:
     * after up to 1 s, then up to twice as long each time, up to a minute. `initialize()` returns at once and does not
     * fail. Contexts can be made at any time; one that was made before there is a configuration answers for all its
     * life that the visitor is in no experience and gets no feature, and its diagnostics say why.
     */
    BACKGROUND,
}
