package com.convert.sdk

import com.convert.sdk.fixture.RecordingTransport
import com.convert.sdk.fixture.StuckTransport
import com.convert.sdk.fixture.withCore
import com.convert.sdk.storage.DataStore
import io.kotest.assertions.withClue
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeIn
import io.kotest.matchers.ints.shouldBeGreaterThan
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Runnable
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit.SECONDS
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.resume
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

/**
 * A call and a preview that begins and ends beside it, in every order that their steps can come in. A step ends where a
 * call of the data store begins; then the scheduler chooses who goes on, until all choices are through.
 */
@Tags("slow")
class PreviewScheduleSpec : StringSpec({
    for ((name, call) in previewCalls) {
        for (full in listOf(false, true)) {
            "$name, with ${if (full) "a full queue" else "room in the queue"}, sees a preview wholly or not at all" {
                val undisturbed = Run(full, Schedule(emptyList())).outcome(call)
                val previewed = Run(full, Schedule(emptyList())).outcome({
                    it.setPreview("1", "b")
                    call(it)
                })
                var runs = 0
                var schedule: Schedule? = Schedule(emptyList())
                while (schedule != null) {
                    val seen = Run(full, schedule).outcome(call) {
                        it.setPreview("1", "b")
                        it.setPreview("1", "none")
                    }
                    withClue(schedule) { seen shouldBeIn listOf(undisturbed, previewed) }
                    schedule = schedule.next()
                    runs++
                }
                runs shouldBeGreaterThan 1
            }
        }
    }
})

private typealias ContextCall = suspend (Context) -> Any?

private const val FILLERS = 2

/** One instance, whose steps come in the order of [schedule]. */
private class Run(private val full: Boolean, schedule: Schedule) {
    private val turns = Turns(schedule)
    private val store = TurnStore(turns)
    private val transport = if (full) StuckTransport() else RecordingTransport()

    /** Answer, what was sent, counters and what is stored after [call], with [beside] at the same time. */
    fun outcome(call: ContextCall, beside: ContextCall? = null): List<Any?> = turns.run {
        withCore(previewData, ::configure, transport, turns) { core ->
            if (full) repeat(FILLERS) { core.createContext("filler-$it").trackConversion("buy") }
            store.values.clear()
            val answer = together(core.createContext("visitor", mapOf("plan" to "gold")), call, beside)
            if (!full) core.flush()
            val metrics = core.metrics.run { listOf(eventsOffered, eventsQueued, eventsDroppedQueueFull) }
            listOf(answer, transport.bodies.flatMap(::events).sorted(), metrics, store.values.toSortedMap())
        }
    }

    private suspend fun together(context: Context, call: ContextCall, beside: ContextCall?) = coroutineScope {
        turns.isOn = true
        beside?.let {
            launch {
                turns.pause()
                it(context)
            }
        }
        turns.pause()
        call(context)
    }.also { turns.isOn = false }

    private fun configure(builder: SdkConfig.Builder) {
        builder.dataStore = store
        // Nothing waits long, but the machine may be busy.
        builder.dataStoreTimeout = 30.seconds
        builder.closeTimeout = Duration.ZERO
        if (full) {
            builder.batchSize = FILLERS
            builder.maxQueueSize = FILLERS
        }
    }
}

/** One call marks several experiences at the same time, so their events may come in any order. */
private fun events(body: String): List<String> = Json.parseToJsonElement(body).jsonObject.getValue("visitors").jsonArray
    .flatMap { it.jsonObject.getValue("events").jsonArray }.map { it.toString() }

/** One order of turns: what it chooses beyond [prefix] is the first there is. */
private class Schedule(private val prefix: List<Int>) {
    private val choices = ArrayList<Int>()
    private val numbers = ArrayList<Int>()

    fun choose(among: Int): Int {
        choices += prefix.getOrElse(choices.size) { 0 }
        numbers += among
        return choices.last()
    }

    /** The next one, depth first; `null` after the last. */
    fun next(): Schedule? {
        val from = choices.indices.lastOrNull { choices[it] + 1 < numbers[it] } ?: return null
        return Schedule(choices.take(from) + (choices[from] + 1))
    }

    override fun toString(): String = "turns ${choices.joinToString("")}"
}

/** Runs everything on the caller's thread; once nothing else can run, one of those who [pause] goes on. */
private class Turns(private val schedule: Schedule) : CoroutineDispatcher() {
    private val ready = LinkedBlockingQueue<Runnable>()
    private val paused = ArrayList<Continuation<Unit>>()
    var isOn = false

    override fun dispatch(context: CoroutineContext, block: Runnable) = ready.put(block)

    @OptIn(ExperimentalCoroutinesApi::class)
    fun <T> run(act: suspend () -> T): T {
        val result = CoroutineScope(this).async { act() }
        while (!result.isCompleted) {
            val next = ready.poll()
            when {
                next != null -> next.run()
                paused.isEmpty() -> ready.poll(1, SECONDS)?.run()
                else -> paused.removeAt(schedule.choose(paused.size)).resume(Unit)
            }
        }
        return result.getCompleted()
    }

    suspend fun pause() {
        if (isOn) suspendCancellableCoroutine { paused += it }
    }
}

/** Waits for its turn before each call. */
private class TurnStore(private val turns: Turns) : DataStore {
    val values = HashMap<String, Any>()

    private suspend fun <T> inTurn(act: () -> T): T {
        turns.pause()
        return act()
    }

    override suspend fun get(key: String): Any? = inTurn { values[key] }

    override suspend fun set(key: String, value: Any, timeToLive: Duration?) = inTurn { values[key] = value }

    override suspend fun has(key: String): Boolean = inTurn { key in values }

    override suspend fun delete(key: String): Unit = inTurn { values.remove(key) }

    override suspend fun putIfAbsent(key: String, value: Any, timeToLive: Duration?): Boolean =
        inTurn { values.putIfAbsent(key, value) == null }
}
