package com.convert.sdk.ktor.server

/** What the application does while there is no configuration yet. */
public enum class Startup {
    /**
     * Waits for it, for at most [ConvertConfig.startupTimeout], and then starts without it; loading goes on. When the
     * service refuses the key, it does not wait.
     */
    WAIT,

    /** Starts at once; loads meanwhile, for as long as it takes. */
    BACKGROUND,

    /** Waits for it, for at most [ConvertConfig.startupTimeout]; the application fails to start without it. */
    FAIL,
}
