package com.convert.sdk.internal.decision

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.internal.memory.Attributes
import com.convert.sdk.internal.memory.VisitorState
import com.convert.sdk.internal.visitor.VisitorMemory

/** One context's visitor: who it is, what the caller said of it, and where it is remembered. */
internal class VisitorSession(
    val visitorId: String,
    val snapshot: ConfigSnapshot,
    private val attributes: Map<String, Any?>,
    val location: Map<String, Any?>,
    private val permanent: VisitorMemory,
) {
    /** [attributes] with what was set since, if anything was: a volatile field is not written for every session. */
    @Volatile
    private var changed: Map<String, Any?>? = null

    /** What the caller gave or set; wins over what is remembered. */
    private val given: Map<String, Any?> get() = changed ?: attributes

    @Volatile
    var preview: Preview? = null

    /** A preview writes to a memory of its own. */
    val memory: VisitorMemory get() = preview?.scratch ?: permanent

    fun attributes(state: VisitorState): Map<String, Any?> = Attributes.merge(state.attributes, given)

    suspend fun setAttributes(attributes: Map<String, Any?>) {
        val change = Attributes.copyOf(attributes)
        synchronized(this) { changed = Attributes.merge(given, change) }
        memory.remember(VisitorState.ofAttributes(change))
    }
}
