package com.convert.sdk

import com.convert.sdk.error.InvalidConfigException
import com.convert.sdk.error.TransportException
import com.convert.sdk.internal.text.shown
import com.convert.sdk.transport.HttpEngine
import java.util.Collections
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

/** How Convert's servers are reached. */
public class TransportConfig private constructor(builder: Builder) {
    /** Where configurations come from, without a path. Default `https://cdn-4.convertexperiments.com`. */
    public val baseUrl: String = builder.baseUrl

    /**
     * Where tracking events go; `[project_id]` stands for the project's id.
     * Default `https://[project_id].metrics.convertexperiments.com/v1`.
     */
    public val trackBaseUrl: String = builder.trackBaseUrl

    /** Longest time for one request, from connecting to the last byte. Default 10 s. */
    public val timeout: Duration = builder.timeout

    /** Longest time to connect. Default 5 s, or [timeout] when that is shorter. */
    public val connectTimeout: Duration = builder.connectTimeout ?: minOf(DEFAULT_CONNECT_TIMEOUT, timeout)

    /** Secret of an authenticated SDK key, sent with configuration requests only. Default none. */
    public val authSecret: String? = builder.authSecret

    /** Further headers for configuration requests. Default none. */
    public val headers: Map<String, String> = Collections.unmodifiableMap(LinkedHashMap(builder.headers))

    /**
     * Whether certificates are checked. Default true; anything else belongs in tests. When false, any issuer and any
     * date will do; a certificate must still be for the host.
     */
    public val verifyTls: Boolean = builder.verifyTls

    /** Whether tracking events are sent packed with gzip. Default false: the service does not promise to take them. */
    public val compressTracking: Boolean = builder.compressTracking

    /** What makes the connections. Default [HttpEngine.JAVA]. */
    public val engine: HttpEngine = builder.engine

    /** A builder that starts from these settings. */
    public fun newBuilder(): Builder = Builder(this)

    /** Hides the secret and the values of the headers. */
    override fun toString(): String = "TransportConfig(baseUrl=$baseUrl, trackBaseUrl=$trackBaseUrl, " +
        "timeout=$timeout, connectTimeout=$connectTimeout, authSecret=${hidden(authSecret)}, " +
        "headers=${headers.keys}, verifyTls=$verifyTls, compressTracking=$compressTracking, " +
        "engine=$engine)"

    /** Collects settings; [build] checks them. */
    public class Builder public constructor() {
        /** See [TransportConfig.baseUrl]. */
        public var baseUrl: String = DEFAULT_BASE_URL

        /** See [TransportConfig.trackBaseUrl]. */
        public var trackBaseUrl: String = DEFAULT_TRACK_BASE_URL

        /** See [TransportConfig.timeout]. More than zero. */
        public var timeout: Duration = 10.seconds

        /** See [TransportConfig.connectTimeout]. More than zero; `null` for the default. */
        public var connectTimeout: Duration? = null

        /** See [TransportConfig.authSecret]. */
        public var authSecret: String? = null

        /** See [TransportConfig.headers]. */
        public var headers: Map<String, String> = emptyMap()

        /** See [TransportConfig.verifyTls]. */
        public var verifyTls: Boolean = true

        /** See [TransportConfig.compressTracking]. */
        public var compressTracking: Boolean = false

        /** See [TransportConfig.engine]. */
        public var engine: HttpEngine = HttpEngine.JAVA

        internal constructor(from: TransportConfig) : this() {
            baseUrl = from.baseUrl
            trackBaseUrl = from.trackBaseUrl
            timeout = from.timeout
            connectTimeout = from.connectTimeout
            authSecret = from.authSecret
            headers = from.headers
            verifyTls = from.verifyTls
            compressTracking = from.compressTracking
            engine = from.engine
        }

        /**
         * @throws TransportException when a URL is not an HTTPS one.
         * @throws InvalidConfigException when another setting is out of its bounds.
         */
        public fun build(): TransportConfig {
            if (baseUrl != DEFAULT_BASE_URL) requireHttps("transport.baseUrl", baseUrl)
            if (trackBaseUrl != DEFAULT_TRACK_BASE_URL) requireHttps("transport.trackBaseUrl", trackBaseUrl)
            requireSetting("transport.timeout", timeout.isPositive() && timeout.isFinite()) {
                "more than 0 s, was $timeout"
            }
            val isConnectTimeoutValid = connectTimeout?.let { it.isPositive() && it.isFinite() } ?: true
            requireSetting("transport.connectTimeout", isConnectTimeoutValid) {
                "more than 0 s, was $connectTimeout"
            }
            requireSetting("transport.authSecret", authSecret?.let(::isHeaderValue) ?: true) {
                "printable ASCII characters, was text with others; a line break at its end?"
            }
            headers.forEach { (name, value) -> requireHeader(name, value) }
            return TransportConfig(this)
        }
    }

    private companion object {
        val DEFAULT_CONNECT_TIMEOUT = 5.seconds

        fun requireHttps(setting: String, url: String) {
            if (!Syntax.httpsUrl.matches(url)) {
                val expected = "an https:// URL with host and path only"
                throw TransportException("$setting: expected $expected, was ${kindOf(url)}")
            }
        }

        /** Without quoting it: it may hold a password. */
        fun kindOf(url: String): String = when {
            url.isBlank() -> "blank"
            url.startsWith("http://", ignoreCase = true) -> "one of plain http://"
            "://" !in url -> "text without a scheme; put https:// before it"
            else -> "one of another scheme, or with a query, a user or white space"
        }

        fun requireHeader(name: String, value: String) {
            requireSetting("transport.headers", Syntax.headerName.matches(name)) {
                "header names of letters, digits and hyphens, was '${name.shown()}'"
            }
            requireSetting("transport.headers.$name", isHeaderValue(value)) {
                "a value of printable ASCII characters, was one with others"
            }
        }

        fun isHeaderValue(text: String): Boolean = text.none { it < ' ' && it != '\t' || it > '~' }
    }

    /** Apart, because an instance with the default addresses and no headers starts without regular expressions. */
    private object Syntax {
        val headerName = Regex("[!#$%&'*+.^_`|~0-9A-Za-z-]+")

        /** Only host names may follow: a user name or password in a URL would end up in logs. */
        val httpsUrl = Regex("https://[^\\s/?#@]+(/[^\\s?#]*)?", RegexOption.IGNORE_CASE)
    }
}

private const val DEFAULT_BASE_URL = "https://cdn-4.convertexperiments.com"
private const val DEFAULT_TRACK_BASE_URL = "https://[project_id].metrics.convertexperiments.com/v1"

internal fun hidden(secret: String?): String? = if (secret == null) null else "<hidden>"
