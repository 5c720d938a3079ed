package com.convert.sdk.test.internal

import com.convert.sdk.Core
import com.convert.sdk.EvaluationOptions
import kotlinx.coroutines.future.await
import com.convert.sdk.java.Core as JavaCore
import com.convert.sdk.java.EvaluationOptions as JavaOptions

/** What the kit asks of an instance, through either face. */
internal interface Face : AutoCloseable {
    val isReady: Boolean

    suspend fun initialize()

    suspend fun refresh()

    suspend fun flush()

    /** Key of the variation that the visitor gets, which is not reported. */
    suspend fun decide(visitorId: String, experienceKey: String): String?
}

internal class KotlinFace(val core: Core) : Face {
    override val isReady: Boolean get() = core.isReady

    override suspend fun initialize() {
        core.initialize()
    }

    override suspend fun refresh() = core.refreshNow()

    override suspend fun flush() = core.flush()

    override suspend fun decide(visitorId: String, experienceKey: String): String? =
        core.createContext(visitorId).runExperience(experienceKey, SILENT)?.variationKey

    override fun close() = core.close()

    private companion object {
        val SILENT = EvaluationOptions { enableTracking = false }
    }
}

internal class JavaFace(val core: JavaCore) : Face {
    override val isReady: Boolean get() = core.isReady

    override suspend fun initialize() {
        core.initializeAsync().await()
    }

    override suspend fun refresh() {
        core.refreshNowAsync().await()
    }

    override suspend fun flush() {
        core.flushAsync().await()
    }

    override suspend fun decide(visitorId: String, experienceKey: String): String? =
        core.createContext(visitorId).runExperienceAsync(experienceKey, SILENT).await()
            .map { it.variationKey }.orElse(null)

    override fun close() = core.close()

    private companion object {
        val SILENT: JavaOptions = JavaOptions.builder().enableTracking(false).build()
    }
}
