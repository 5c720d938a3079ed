package com.convert.sdk.spring;

/** What the application does while there is no configuration yet. */
public enum Startup {
    /**
     * Waits for it, for at most {@code convert.startup-timeout}, and then starts without it; loading goes on. When the
     * service refuses the key, it does not wait.
     */
    WAIT,

    /** Starts at once; loads meanwhile, for as long as it takes. */
    BACKGROUND,

    /** Waits for it, for at most {@code convert.startup-timeout}; the application fails to start without it. */
    FAIL
}
