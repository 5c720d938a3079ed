package com.convert.sdk.internal.decision

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.internal.collections.PackedMap
import com.convert.sdk.internal.visitor.VisitorProfile
import com.convert.sdk.internal.visitor.state.VisitorState

/**
 * A context at one moment: who the visitor is, what the caller said, which preview is on. Immutable; a call reads it
 * once and works with it to its end.
 *
 * @property global attributes of all visitors, `null` for none; all others win over them.
 * @property given attributes that the caller gave or set; they win over remembered ones.
 * @property preview for those who work with it; others ask [isPreview], which does not load its class.
 */
internal open class ContextView(
    val visitorId: String,
    val snapshot: ConfigSnapshot,
    val global: Map<String, Any?>?,
    val given: Map<String, Any?>,
    val location: Map<String, Any?>,
    private val permanent: VisitorProfile,
    val preview: Preview?,
) {
    val isPreview: Boolean get() = preview != null

    /** A preview writes to a profile of its own. */
    val profile: VisitorProfile get() = preview?.profile ?: permanent

    fun attributes(state: VisitorState): Map<String, Any?> {
        val remembered = if (global == null) state.attributes else PackedMap.merge(global, state.attributes)
        return PackedMap.merge(remembered, given)
    }

    fun with(attributes: Map<String, Any?>) =
        ContextView(visitorId, snapshot, global, PackedMap.merge(given, attributes), location, permanent, preview)

    /** The same for one call, which waits for a data store no longer than one time-out in all. */
    fun forCall(): ContextView {
        val profile = permanent.forCall()
        if (profile === permanent) return this
        return ContextView(visitorId, snapshot, global, given, location, profile, preview)
    }

    fun with(preview: Preview?) = ContextView(visitorId, snapshot, global, given, location, permanent, preview)
}

/** One context's visitor, from the moment it was made to its last call. The session is its own first [view]. */
internal class VisitorSession(
    visitorId: String,
    snapshot: ConfigSnapshot,
    attributes: Map<String, Any?>,
    location: Map<String, Any?>,
    permanent: VisitorProfile,
    global: Map<String, Any?>? = null,
) : ContextView(visitorId, snapshot, global, attributes, location, permanent, preview = null) {
    /** Set by the first change; not before, on purpose: docs/performance.md, "Volatile fields". */
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
        val copy = PackedMap.copyOf(attributes)
        change { it.with(copy) }.forCall().profile.remember(VisitorState.ofAttributes(copy))
    }

    @Synchronized
    private fun change(make: (ContextView) -> ContextView): ContextView = make(latest).also { changed = it }
}
