package com.convert.sdk.internal.decision

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.internal.runtime.Logs
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
        val experience = context.snapshot.plan.experienceById(experienceId) ?: draft(experienceId)
        val forced = experience?.variations?.get(variationId)
        if (forced == null) {
            session.show(null)
            logs.evaluation.warn("preview ignored: no such experience or variation")
            return false
        }
        session.show(Preview(forced, PreviewProfile(context.profile.state())))
        return true
    }

    private suspend fun draft(experienceId: String) = try {
        fetchDraft?.invoke(experienceId)?.plan?.experienceById(experienceId)
    } catch (e: CancellationException) {
        throw e
    } catch (e: Exception) {
        logs.evaluation.warn("loading the experience to preview failed with {}", e.javaClass.simpleName)
        null
    }
}
