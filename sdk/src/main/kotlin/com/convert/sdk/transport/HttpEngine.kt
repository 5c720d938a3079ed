package com.convert.sdk.transport

import org.jspecify.annotations.NullMarked

/** What makes the connections of the SDK's own HTTP client. */
@NullMarked
public enum class HttpEngine {
    /** The JDK's `java.net.http` client: HTTP/2, TLS 1.3, connections that last. The default. */
    JAVA,

    /**
     * Ktor's CIO. Its TLS ends at version 1.2; it opens a connection for each batch of events, takes an interim answer
     * (`103`) for the answer, and fails on a header line over 8 kB and on IPv6 addresses in URLs.
     */
    CIO,
}
