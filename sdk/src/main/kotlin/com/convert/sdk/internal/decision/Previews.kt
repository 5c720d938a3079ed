package com.convert.sdk.internal.decision

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.internal.evaluation.ExperiencePlan
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.internal.text.shown
import com.convert.sdk.internal.visitor.PreviewProfile
import com.convert.sdk.internal.visitor.state
import kotlinx.coroutines.CancellationException

/**
 * Starts and ends previews.
 *
 * @property fetchDraft asks the service for one experience alone; `null` with direct data.
 */
internal class Previews(
    private val fetchDraft: (suspend (experienceId: String) -> ConfigSnapshot)?,
    private val logs: Logs,
) {
    suspend fun start(session: VisitorSession, experienceId: String, variationId: String): Boolean {
        val context = session.view
        val experience = find(context.snapshot, experienceId)
        val forced = experience?.variations?.get(variationId)
        if (forced == null) {
            session.show(null)
            val why = missing(context.snapshot, experienceId, experience, variationId)
            logs.evaluation.warn("preview ignored: {}", why)
            return false
        }
        session.show(Preview(forced, PreviewProfile(context.profile.state())))
        return true
    }

    /** A key in place of an id is a mistake, and no draft's id. */
    private suspend fun find(snapshot: ConfigSnapshot, experienceId: String): ExperiencePlan? {
        val known = snapshot.plan.experienceById(experienceId)
        return if (known != null || snapshot.plan.experience(experienceId) != null) known else draft(experienceId)
    }

    private fun missing(snapshot: ConfigSnapshot, id: String, found: ExperiencePlan?, variationId: String): String {
        val byKey = snapshot.plan.experience(id)
        return when {
            byKey != null -> "'${id.shown()}' is a key; setPreview takes ids, and this experience's is '${byKey.id}'"
            found == null -> "no experience has the id '${id.shown()}'"
            else -> "experience '${found.key}' has no variation with the id '${variationId.shown()}'; it has " +
                found.variations.keys.sorted().take(MOST_NAMED)
        }
    }

    private suspend fun draft(experienceId: String) = try {
        fetchDraft?.invoke(experienceId)?.plan?.experienceById(experienceId)
    } catch (e: CancellationException) {
        throw e
    } catch (e: Exception) {
        logs.evaluation.warn("loading the experience to preview failed with {}", e.javaClass.simpleName)
        null
    }

    private companion object {
        const val MOST_NAMED = 10
    }
}
