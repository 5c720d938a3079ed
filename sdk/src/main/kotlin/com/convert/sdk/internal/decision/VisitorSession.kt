package com.convert.sdk.internal.decision

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.internal.evaluation.VariationPlan
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

    /** Asked for by those who work with it; others do without its class, which is loaded for the first preview. */
    @Volatile
    var preview: Preview? = null

    val isPreview: Boolean get() = preview != null

    /** A preview writes to a memory of its own. */
    val memory: VisitorMemory get() = preview?.scratch ?: permanent

    /** What a preview forces of the experience with [key]. */
    fun forced(key: String): VariationPlan? = preview?.let { if (it.experienceKey == key) it.forced else null }

    fun attributes(state: VisitorState): Map<String, Any?> = Attributes.merge(state.attributes, given)

    suspend fun setAttributes(attributes: Map<String, Any?>) {
        val change = Attributes.copyOf(attributes)
        synchronized(this) { changed = Attributes.merge(given, change) }
        memory.remember(VisitorState.ofAttributes(change))
    }
}
