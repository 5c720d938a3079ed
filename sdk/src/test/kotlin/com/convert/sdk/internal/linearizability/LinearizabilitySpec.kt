package com.convert.sdk.internal.linearizability

import com.convert.sdk.internal.tracking.MemoryQueue
import com.convert.sdk.internal.tracking.TrackedEvent
import com.convert.sdk.internal.visitor.state.StoreKey
import com.convert.sdk.internal.visitor.state.StoreSchema
import com.convert.sdk.internal.visitor.state.VisitorRecord
import com.convert.sdk.internal.visitor.state.VisitorState
import com.convert.sdk.storage.InMemoryDataStore
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import org.jetbrains.lincheck.datastructures.IntGen
import org.jetbrains.lincheck.datastructures.Operation
import org.jetbrains.lincheck.datastructures.Param
import org.jetbrains.lincheck.datastructures.StressOptions

/**
 * Whatever threads do at once has an outcome that some order of doing it one after the other has, too. Lincheck makes
 * up the scenarios, runs each many times, and looks for that order.
 */
@Tags("slow")
class LinearizabilitySpec : StringSpec({
    "tickets of the queue: never more than its capacity, and none after the end" {
        options().check(Tickets::class)
    }

    "the default store" {
        options().check(DefaultStore::class)
    }

    "marks that are made once, and what is remembered beside them" {
        options().check(OnceOnlyMarks::class)
    }
})

private fun options() = StressOptions().iterations(12).invocationsPerIteration(250).threads(3).actorsPerThread(3)
    .actorsBefore(1).actorsAfter(1)

/** A queue with room for two. Which of two events at once comes first is nobody's promise, so it is not asked. */
class Tickets {
    private val queue = MemoryQueue(capacity = 2)

    @Operation
    fun offer(): String = queue.offerNow(event).name

    @Operation(nonParallelGroup = "consumer")
    suspend fun take(): Boolean {
        if (queue.size == 0L) return false
        // Accepted, and perhaps a moment away from being readable.
        while (queue.peek(1, 0).isEmpty()) Thread.onSpinWait()
        queue.remove(1)
        return true
    }

    @Operation
    suspend fun stop() = queue.stop()

    @Operation
    fun tail(): Long = queue.tail

    private companion object {
        val event = TrackedEvent.Exposure("visitor", emptyMap(), "1", "2")
    }
}

/** Two keys of one visitor, and one that is nobody's. */
@Param(name = "key", gen = IntGen::class, conf = "0:2")
class DefaultStore {
    private val store = InMemoryDataStore(10)

    @Operation
    suspend fun get(@Param(name = "key") key: Int): String = store.get(keys[key]).toString()

    @Operation
    suspend fun set(@Param(name = "key") key: Int) = store.set(keys[key], true, null)

    @Operation
    suspend fun has(@Param(name = "key") key: Int): Boolean = store.has(keys[key])

    @Operation
    suspend fun delete(@Param(name = "key") key: Int) = store.delete(keys[key])

    @Operation
    suspend fun putIfAbsent(@Param(name = "key") key: Int): Boolean = store.putIfAbsent(keys[key], true, null)

    @Operation
    suspend fun update(@Param(name = "key") key: Int) = store.update(keys[key], null) { "$it+" }

    private companion object {
        val keys = listOf("""dedup:["v", "1"]""", """bucketing:["v", "1"]""", "other")
    }
}

/** The in-process record of one visitor, who has as many decisions that the next two have their marks in two fields. */
@Param(name = "id", gen = IntGen::class, conf = "1:2")
class OnceOnlyMarks {
    private val record = VisitorRecord("v").apply {
        repeat(31) { enter("earlier $it", "v", remember = true, mark = false) }
    }

    @Operation
    fun enter(@Param(name = "id") id: Int): Boolean = !record.knows("$id", "v$id", remembered = true, marked = true) &&
        record.enter("$id", "v$id", remember = true, mark = true)

    @Operation
    fun markExposure(@Param(name = "id") id: Int): Boolean = record.markExposure("$id")

    @Operation
    fun isExposed(@Param(name = "id") id: Int): Boolean = record.isExposed("$id")

    @Operation
    fun unmarkExposure(@Param(name = "id") id: Int) = record.unmarkExposure("$id")

    @Operation
    fun markConversion(@Param(name = "id") id: Int): Boolean = record.markConversion("$id")

    @Operation
    fun unmarkConversion(@Param(name = "id") id: Int) = record.unmarkConversion("$id")

    @Operation
    fun remember(@Param(name = "id") id: Int) =
        record.remember(VisitorState.ofSegments(mapOf("customSegments" to listOf("$id"))))

    @Operation
    fun forget() = StoreSchema.stateKey("v").let { record.delete(it, StoreKey.of(it)) }

    @Operation
    fun state(): String = record.state().run { "${bucketing.toSortedMap()} ${customSegments.map { it.toString() }}" }
}
