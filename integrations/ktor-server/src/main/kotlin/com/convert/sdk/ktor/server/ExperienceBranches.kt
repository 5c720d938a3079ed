package com.convert.sdk.ktor.server

import com.convert.sdk.result.ExperienceResult
import io.ktor.utils.io.KtorDsl
import org.slf4j.Logger
import java.util.concurrent.ConcurrentHashMap

/** What to do for which variation; see [ConvertCall.experience]. */
@KtorDsl
public class ExperienceBranches<R> internal constructor(private val experienceKey: String) {
    private val branches = HashMap<String, suspend (ExperienceResult) -> R>()
    private var otherwise: (suspend () -> R)? = null

    /** For visitors who get the variation with [key]. */
    public fun variation(key: String, body: suspend (ExperienceResult) -> R) {
        require(branches.putIfAbsent(key, body) == null) {
            "experience \"$experienceKey\" has two branches for variation \"$key\""
        }
    }

    /** For visitors who are not in the experience, and for variations that have no branch here. */
    public fun otherwise(body: suspend () -> R) {
        otherwise = body
    }

    internal fun checked() = apply {
        checkNotNull(otherwise) { "experience \"$experienceKey\" says nothing for those not in it: add otherwise { }" }
    }

    internal suspend fun follow(result: ExperienceResult?, unknown: (String, String?) -> Unit): R {
        val branch = result?.let { branches[it.variationKey] }
        if (result != null && branch != null) return branch(result)
        if (result != null) unknown(experienceKey, result.variationKey)
        return checkNotNull(otherwise)()
    }
}

/** Says once for each variation that the code has no branch for it, for up to 100 of them. */
internal class UnknownVariations(private val log: Logger) {
    private val said = ConcurrentHashMap.newKeySet<Pair<String, String?>>()

    fun report(experienceKey: String, variationKey: String?) {
        if (said.size >= MOST || !said.add(experienceKey to variationKey)) return
        log.warn("Convert: experience \"{}\" has no branch for variation \"{}\"", experienceKey, variationKey)
    }

    private companion object {
        const val MOST = 100
    }
}
