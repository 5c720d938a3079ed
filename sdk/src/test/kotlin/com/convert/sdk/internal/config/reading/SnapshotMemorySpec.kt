package com.convert.sdk.internal.config.reading

import com.convert.sdk.Core
import com.convert.sdk.SdkConfig
import com.convert.sdk.fixture.FaultLine
import com.convert.sdk.fixture.experience
import com.convert.sdk.fixture.project
import com.convert.sdk.fixture.rule
import com.convert.sdk.internal.tracking.ChildJvm
import io.kotest.core.spec.style.StringSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldContain
import kotlinx.coroutines.runBlocking
import java.nio.file.Path
import kotlin.io.path.bufferedWriter

class SnapshotMemorySpec : StringSpec({
    val (megabytes, heap) = if (FaultLine.isFull) 60 to 512 else 6 to 64

    "a configuration of $megabytes MB loads in a heap of $heap MB and decides" {
        val file = tempdir().toPath().resolve("config.json")
        write(file, megabytes shl 20)
        val child = ChildJvm(LargeProject::class.java.name, "$file", options = listOf("-Xmx${heap}m"))
        child.use { it.await() } shouldContain "k-0"
    }
})

/** Experiences for audiences of their own, as many as make a text of [size] characters. */
private fun write(file: Path, size: Int) {
    val count = size / one(0).let { it.first.length + it.second.length }
    file.bufferedWriter().use { text ->
        val (start, end) = project(experiences = "#", audiences = "#").split("#").let { it[0] to it[2] }
        text.append(start)
        repeat(count) { text.append(if (it == 0) "" else ",").append(one(it).first) }
        text.append("""],"audiences":[""")
        repeat(count) { text.append(if (it == 0) "" else ",").append(one(it).second) }
        text.append(end)
    }
}

private fun one(index: Int) = experience("$index", """"audiences":["$index"]""") to
    """{"id":"$index","key":"a-$index","rules":${rule("a", "$index")}}"""

/** Loads the file, decides once and ends. */
internal object LargeProject {
    @JvmStatic
    fun main(args: Array<String>) {
        val config = SdkConfig { data(Path.of(args[0])) }
        Core(config).use { core ->
            val context = runBlocking { core.initialize().createContext("visitor", mapOf("a" to "0")) }
            println(runBlocking { context.runExperience("exp-0") }?.variationKey)
        }
    }
}
