package com.convert.sdk.ktor.server

import io.ktor.http.CookieEncoding
import io.ktor.http.HttpHeaders
import io.ktor.http.renderSetCookieHeader
import io.ktor.server.application.ApplicationCall
import io.ktor.server.plugins.origin
import io.ktor.utils.io.KtorDsl
import java.util.UUID
import kotlin.time.Duration
import kotlin.time.Duration.Companion.days

/** The cookie that tells visitors apart. Set with the first answer that decides something for a visitor. */
@KtorDsl
public class VisitorCookie internal constructor() {
    /** Default `convert_visitor`. */
    public var name: String = "convert_visitor"

    /** How long a visitor is recognised, in whole seconds. Default 365 days; more than 0. */
    public var maxAge: Duration = 365.days

    /** The domain whose hosts get it; `null` for the one host that set it. Default `null`. */
    public var domain: String? = null

    /** Where on the site it is sent. Default `/`. */
    public var path: String = "/"

    /** Whether it is sent over HTTPS only; `null` for as the call came in. Default `null`. */
    public var secure: Boolean? = null

    /** Whether scripts in the page cannot see it. Default true. */
    public var httpOnly: Boolean = true

    /** Whether it is sent when another site leads here. Default [SameSite.LAX]. */
    public var sameSite: SameSite = SameSite.LAX

    internal fun validate() {
        require(NAME.matches(name)) { "cookie.name: expected letters, digits and !#$%&'*+-.^_`|~, was \"$name\"" }
        require(maxAge.inWholeSeconds in 1..Int.MAX_VALUE) { "cookie.maxAge: expected 1 s to 68 years, was $maxAge" }
        require(sameSite != SameSite.NONE || secure != false) { "cookie.sameSite: none needs cookie.secure to be true" }
    }

    /** The visitor's id; a new visitor gets one with the answer, as long as none has begun. */
    internal fun visitorOf(call: ApplicationCall): String {
        val known = call.request.cookies[name, CookieEncoding.RAW]
        if (known != null && VALUE.matches(known)) return known
        val id = UUID.randomUUID().toString()
        if (!call.response.isCommitted) call.response.headers.append(HttpHeaders.SetCookie, header(id, call))
        return id
    }

    private fun header(id: String, call: ApplicationCall) = renderSetCookieHeader(
        name = name,
        value = id,
        encoding = CookieEncoding.RAW,
        maxAge = maxAge.inWholeSeconds.toInt(),
        expires = null,
        domain = domain,
        path = path,
        secure = secure ?: (sameSite == SameSite.NONE || call.request.origin.scheme == "https"),
        httpOnly = httpOnly,
        extensions = mapOf("SameSite" to sameSite.wireName),
        includeEncoding = false,
    )

    private companion object {
        val NAME = Regex("[!#$%&'*+.^_`|~0-9A-Za-z-]+")

        /** What this plugin and other SDKs write; whatever else a browser sends is no visitor. */
        val VALUE = Regex("[0-9A-Za-z._:-]{1,128}")
    }
}

/** Whether a cookie is sent when another site leads here. */
public enum class SameSite(internal val wireName: String) {
    /** Never. */
    STRICT("Strict"),

    /** When a link is followed. */
    LAX("Lax"),

    /** Always; the cookie is sent over HTTPS only then. */
    NONE("None"),
}
