package com.convert.sdk.internal.tracking.journal

import com.convert.sdk.error.DurableQueueException
import com.convert.sdk.internal.tracking.ChildJvm
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.nio.file.Files
import java.nio.file.Path
import kotlin.random.Random

@Tags("slow")
class JournalProcessSpec : StringSpec({
    val folder = tempdir().toPath()
    val rounds = Integer.getInteger("convert.kill.rounds", 3)

    /** What the next process would send; reading it delivers nothing. */
    fun waiting(path: Path): Set<String> = JournalFile(path, Long.MAX_VALUE).use { file ->
        file.recover { }.mapTo(HashSet()) { it.visitorId }
    }

    "a process killed in the middle of load loses no event whose offer had returned, $rounds times in a row" {
        val path = folder.resolve("load")
        val accepted = HashSet<String>()
        val delivered = ArrayList<String>()
        repeat(rounds) { round ->
            val lines = ChildJvm(JournalLoad::class.java.name, "$path", "$round").use { child ->
                child.nextLine() shouldBe "ready"
                repeat(Random.nextInt(1, 10_000)) { child.nextLine() }
                child.kill()
            }
            val before = accepted.size
            lines.forEach { line ->
                if (line.startsWith("A ")) accepted.add(line.drop(2))
                if (line.startsWith("D ")) delivered.add(line.drop(2))
            }
            val lost = accepted - delivered.toSet() - waiting(path)
            withClue("round $round, ${accepted.size} accepted") { lost.shouldBeEmpty() }
            withClue(lines.takeLast(5)) { accepted.size shouldBeGreaterThan before }
        }
        val distinct = delivered.toSet()
        println(
            "kill -9, $rounds rounds: ${accepted.size} events offered, ${distinct.size} delivered, " +
                "${delivered.size - distinct.size} delivered twice, ${waiting(path).size} waiting, 0 lost",
        )
    }

    "a second process is refused also after this one was refused a second opening" {
        val path = folder.resolve("twice")
        JournalFile(path, Long.MAX_VALUE).use { first ->
            first.recover { }
            val link = Files.createSymbolicLink(folder.resolve("link"), path)
            for (name in listOf(path, link)) shouldThrow<DurableQueueException> { waiting(name) }
            ChildJvm(JournalHolder::class.java.name, "$path").use { child ->
                child.await().joinToString("\n") shouldContain "$path is in use"
            }
        }
        ChildJvm(JournalHolder::class.java.name, "$path").use { it.nextLine() shouldBe "holding" }
    }

    "a second process is refused while the first one lives" {
        val path = folder.resolve("held")
        ChildJvm(JournalHolder::class.java.name, "$path").use { child ->
            child.nextLine() shouldBe "holding"
            shouldThrow<DurableQueueException> { waiting(path) }
            child.kill()
        }
        waiting(path).shouldBeEmpty()
    }
})
