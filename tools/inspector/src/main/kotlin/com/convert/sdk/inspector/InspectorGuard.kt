package com.convert.sdk.inspector

/**
 * Says who may see the page. It is asked for every request, its streams and its files included; a refused one gets
 * 404, as if there were no page. Called by any thread.
 *
 * The page must not face the public: it shows an unfinished experiment's numbers, which its visitors must not see, and
 * computes for whoever asks.
 */
public fun interface InspectorGuard {
    /** Whether [request] may be answered. What it throws refuses. */
    public fun admits(request: InspectorRequest): Boolean

    public companion object {
        /**
         * Browsers on this machine, and what comes through a tunnel such as `ssh -L`. A request that a proxy forwarded
         * is refused, and one for another host name than this machine's, which a foreign page may have a browser send.
         */
        @JvmField
        public val LOOPBACK: InspectorGuard = InspectorGuard { request ->
            isLoopback(request.remoteAddress) && FORWARDED.all { request.header(it) == null } &&
                request.header("Host")?.let(::isLocalHost) == true
        }
    }
}

private fun isLoopback(address: String): Boolean = address.removeSurrounding("[", "]").removePrefix("::ffff:").let {
    it == "::1" || it == "0:0:0:0:0:0:0:1" || it == "localhost" || LOOPBACK_V4.matches(it)
}

private fun isLocalHost(host: String): Boolean {
    val name = if (host.startsWith("[")) host.substringBefore("]") + "]" else host.substringBeforeLast(':')
    return isLoopback(name.lowercase())
}

private val LOOPBACK_V4 = Regex("127(\\.[0-9]{1,3}){3}")
private val FORWARDED = listOf("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via")
