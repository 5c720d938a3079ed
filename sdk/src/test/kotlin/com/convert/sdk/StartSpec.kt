package com.convert.sdk

import com.convert.sdk.fixture.experience
import com.convert.sdk.fixture.project
import com.convert.sdk.internal.tracking.ChildJvm
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContain
import kotlinx.coroutines.runBlocking

/** What a process pays for before its first decision. */
@Tags("slow")
class StartSpec : StringSpec({
    "a decision without a trace from direct data loads nothing that sends, delivers or logs" {
        val loaded = ChildJvm(DecidingProcess::class.java.name, options = listOf("-Xlog:class+load")).use { child ->
            child.await().mapNotNull { CLASS.find(it)?.groupValues?.get(1) }
        }
        loaded shouldContain "com.convert.sdk.result.ExperienceResult"
        loaded.filter { name -> FOR_LATER.any(name::startsWith) }.shouldBeEmpty()
    }
})

private val CLASS = Regex("""(\S+) source: """)

/** The last one searches the class path for Android, as often as there are jars. */
private val FOR_LATER = listOf(
    "io.ktor.",
    "org.slf4j.LoggerFactory",
    "kotlinx.coroutines.channels.",
    "com.convert.sdk.internal.tracking.FlushLoop",
    "com.convert.sdk.internal.runtime.retry.",
    "kotlin.random.",
)

/** Decides once and ends. */
internal object DecidingProcess {
    @JvmStatic
    fun main(args: Array<String>) {
        val config = SdkConfig { data(project(experience("1"))) }
        Core(config).use { core ->
            val options = EvaluationOptions { enableTracking = false }
            runBlocking { core.initialize().createContext("visitor").runExperience("exp-1", options) }
        }
    }
}
