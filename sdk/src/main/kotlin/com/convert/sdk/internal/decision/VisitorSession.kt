package com.convert.sdk.internal.decision

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.internal.memory.Attributes
import com.convert.sdk.internal.memory.VisitorState
import com.convert.sdk.internal.visitor.VisitorMemory

/**
 * A context at one moment: who the visitor is, what the caller said, which preview is on. Immutable; a call reads it
 * once and works with it to its end.
 *
 * @property global attributes of all visitors; all others win over them.
 * @property given attributes that the caller gave or set; they win over remembered ones.
 * @property preview asked for by those who work with it; others do without its class, which is loaded for the first
 * preview.
 */
internal open class ContextView(
    val visitorId: String,
    val snapshot: ConfigSnapshot,
    val global: Map<String, Any?>,
    val given: Map<String, Any?>,
    val location: Map<String, Any?>,
    private val permanent: VisitorMemory,
    val preview: Preview?,
) {
    val isPreview: Boolean get() = preview != null

    /** A preview writes to a memory of its own. */
    val memory: VisitorMemory get() = preview?.scratch ?: permanent

    fun attributes(state: VisitorState): Map<String, Any?> =
        Attributes.merge(Attributes.merge(global, state.attributes), given)

    fun with(attributes: Map<String, Any?>) =
        ContextView(visitorId, snapshot, global, Attributes.merge(given, attributes), location, permanent, preview)

    /** The same for one call, which waits for a data store no longer than one time-out in all. */
    fun forCall(): ContextView {
        val memory = permanent.forCall()
        if (memory === permanent) return this
        return ContextView(visitorId, snapshot, global, given, location, memory, preview)
    }

    fun with(preview: Preview?) = ContextView(visitorId, snapshot, global, given, location, permanent, preview)
}

/** One context's visitor, from the moment it was made to its last call. The session is its own first [view]. */
internal class VisitorSession(
    visitorId: String,
    snapshot: ConfigSnapshot,
    attributes: Map<String, Any?>,
    location: Map<String, Any?>,
    permanent: VisitorMemory,
    global: Map<String, Any?> = emptyMap(),
) : ContextView(visitorId, snapshot, global, attributes, location, permanent, preview = null) {
    /** Set by the first change: a volatile field is not written for every session. */
    @Volatile
    private var changed: ContextView? = null

    private val latest: ContextView get() = changed ?: this

    /** The context as it is now, for one call; asked for once in it. */
    val view: ContextView get() = latest.forCall()

    /** Begins [preview], or ends any with `null`. Calls under way are not concerned. */
    fun show(preview: Preview?) {
        change { it.with(preview) }
    }

    suspend fun setAttributes(attributes: Map<String, Any?>) {
        val copy = Attributes.copyOf(attributes)
        change { it.with(copy) }.forCall().memory.remember(VisitorState.ofAttributes(copy))
    }

    @Synchronized
    private fun change(make: (ContextView) -> ContextView): ContextView = make(latest).also { changed = it }
}
