package com.convert.sdk

import com.convert.sdk.fixture.StuckTransport
import com.convert.sdk.fixture.experience
import com.convert.sdk.fixture.project
import com.convert.sdk.fixture.withCore
import com.convert.sdk.storage.DataStore
import com.convert.sdk.storage.InMemoryDataStore
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.time.Duration

/** Decisions while the queue has no room for their exposures. */
class FullQueueSpec : StringSpec({
    val data = project(listOf("1", "2", "3").joinToString(",") { experience(it) })

    suspend fun afterOne(store: DataStore, use: suspend (Core, Context) -> Unit) {
        val configure: SdkConfig.Builder.() -> Unit = {
            batchSize = 1
            maxQueueSize = 1
            closeTimeout = Duration.ZERO
            dataStore = store
        }
        withCore(data, configure, StuckTransport()) { core ->
            val context = core.createContext("v")
            context.runExperience("exp-1").shouldNotBeNull()
            core.metrics.eventsQueued shouldBe 1
            use(core, context)
        }
    }

    val stores = mapOf<String, () -> DataStore>(
        "in process" to { InMemoryDataStore() },
        "in a store" to { MarkCounter() },
    )

    for ((where, store) in stores) {
        "a decision stays $where, though its exposure is refused" {
            afterOne(store()) { core, context ->
                context.runExperience("exp-2").shouldNotBeNull()
                context.state().bucketing shouldBe mapOf("1" to "v-1", "2" to "v-2")
                core.metrics.eventsDroppedQueueFull shouldBe 1
            }
        }

        "each decision whose exposure is still to be reported counts as refused, $where, and no other does" {
            afterOne(store()) { core, context ->
                repeat(3) { context.runExperience("exp-2") }
                core.metrics.eventsDroppedQueueFull shouldBe 3
                repeat(3) { context.runExperience("exp-1") }
                core.metrics.eventsDroppedQueueFull shouldBe 3
                context.runExperiences().size shouldBe 3
                core.metrics.eventsDroppedQueueFull shouldBe 5
                core.metrics.eventsOffered shouldBe 6
            }
        }
    }

    "no mark is made that would be taken back" {
        val store = MarkCounter()
        afterOne(store) { _, context ->
            repeat(3) { context.runExperience("exp-2") }
            store.marks shouldContainExactly listOf("put bucketing:[\"v\", \"1\"]")
        }
    }
})

/** Notes which marks are made and taken back. */
private class MarkCounter(private val content: DataStore = InMemoryDataStore()) : DataStore by content {
    val marks = CopyOnWriteArrayList<String>()

    override suspend fun putIfAbsent(key: String, value: Any, timeToLive: Duration?): Boolean {
        marks.add("put $key")
        return content.putIfAbsent(key, value, timeToLive)
    }

    override suspend fun delete(key: String) {
        marks.add("delete $key")
        content.delete(key)
    }
}
