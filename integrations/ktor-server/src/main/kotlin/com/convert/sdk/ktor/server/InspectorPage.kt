package com.convert.sdk.ktor.server

import io.ktor.server.application.ApplicationCall
import io.ktor.utils.io.KtorDsl

/** The live page of the instance: where it is, and who may see it. It must not face the public. */
@KtorDsl
public class InspectorPage internal constructor() {
    /** Path of the page, from a slash to a letter. Default `/convert/inspector`. */
    public var path: String = "/convert/inspector"

    internal var isOn = false
    internal var admits: (suspend (ApplicationCall) -> Boolean)? = null

    /**
     * Says who may see the page; asked for every request, its streams and its files included. A refused one gets 404,
     * and so does one for which this throws. Default browsers on this machine, and what comes through a tunnel.
     */
    public fun guard(admits: suspend (ApplicationCall) -> Boolean) {
        this.admits = admits
    }
}
