package com.convert.sdk.inspector

import com.convert.sdk.Core
import java.time.Clock

/**
 * The live page of one SDK instance, whatever the server: what it answers, and what it streams. A server's plug-in
 * mounts it at [InspectorSettings.path].
 *
 * It listens to the instance's events only while somebody watches, and for half a minute after: until then, decisions
 * pay nothing for it. What it keeps is bounded, whatever the traffic. No visitor's id, attribute, key or token leaves
 * it; visitors are shown by the digest that logs have. Any thread may call it.
 */
public class Inspector internal constructor(
    core: InspectedCore,
    private val settings: InspectorSettings,
    clock: Clock,
) : AutoCloseable {
    private val observation = Observation(core, clock)
    private val state = PageState(core, observation, clock)
    private val pages = Pages(settings)
    private val questions = Questions(core)
    private val preview = PreviewCookie(core)

    /** A page for [core], with [settings]. */
    @JvmOverloads
    public constructor(core: Core, settings: InspectorSettings = InspectorSettings.DEFAULT) :
        this(KotlinCore(core), settings, Clock.systemUTC())

    /** Whether it listens to events now. */
    public val isListening: Boolean get() = observation.isListening

    /**
     * The answer to [request]. Never throws for what a request holds. Explaining a decision takes some milliseconds;
     * nothing waits for a store or the network.
     */
    public fun respond(request: InspectorRequest): InspectorResponse {
        if (!admits(request)) return pages.notFound()
        return when (request.method) {
            "GET" -> get(request)
            "POST" -> post(request)
            else -> pages.error(METHOD_NOT_ALLOWED, "only GET and POST are known here")
        }
    }

    /** What one browser is told, after [respond] has said that its request [InspectorResponse.isStream]. */
    public fun watch(): InspectorWatch = InspectorWatch(observation, state)

    /** Stops listening. Requests are still answered. */
    override fun close(): Unit = observation.close()

    private fun admits(request: InspectorRequest): Boolean = try {
        settings.guard.admits(request)
    } catch (_: Exception) {
        false
    }

    private fun get(request: InspectorRequest): InspectorResponse = when (request.path) {
        "/state" -> pages.json(state.now())
        "/events" -> pages.stream()
        "/preview" -> pages.json(preview.current(request))
        else -> pages.file(request.path)
    }

    private fun post(request: InspectorRequest): InspectorResponse = when {
        !isOwnPage(request) -> pages.error(FORBIDDEN, "only the page itself may ask this")
        request.path == "/explain" -> answer { pages.json(questions.explain(request.body)) }
        request.path == "/preview" -> answer { preview.change(request.body).let { pages.json(it.json, it.cookie) } }
        else -> pages.notFound()
    }

    private fun answer(respond: () -> InspectorResponse): InspectorResponse = try {
        respond()
    } catch (e: IllegalArgumentException) {
        pages.error(BAD_REQUEST, e.message.orEmpty())
    } catch (e: IllegalStateException) {
        pages.error(UNAVAILABLE, e.message.orEmpty())
    }

    /** A foreign page can make a browser send text or a form, and not JSON; nor does its origin have this host. */
    private fun isOwnPage(request: InspectorRequest): Boolean {
        val isJson = request.header("Content-Type").orEmpty().startsWith("application/json")
        val origin = request.header("Origin") ?: return isJson
        return isJson && origin.substringAfter("://") == request.header("Host")
    }
}

private const val BAD_REQUEST = 400
private const val FORBIDDEN = 403
private const val METHOD_NOT_ALLOWED = 405
private const val UNAVAILABLE = 503
