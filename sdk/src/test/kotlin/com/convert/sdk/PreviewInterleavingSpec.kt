package com.convert.sdk

import com.convert.sdk.fixture.RecordingTransport
import com.convert.sdk.fixture.StuckTransport
import com.convert.sdk.fixture.experience
import com.convert.sdk.fixture.project
import com.convert.sdk.fixture.rule
import com.convert.sdk.fixture.withCore
import com.convert.sdk.storage.DataStore
import io.kotest.assertions.withClue
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.maps.shouldBeEmpty
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.withContext
import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.atomic.AtomicReference
import kotlin.random.Random
import kotlin.time.Duration

/** "b" is what a preview forces and what no visitor gets otherwise. */
internal val previewData = project(
    experience("1", variations = """${carrier("a", 100)},${carrier("b", 0)}""") + "," + experience("2"),
    features = """{"id":"101","key":"f"}""",
    others = """"goals":[{"id":"51","key":"buy"}],
        "segments":[{"id":"s","key":"seg","rules":${rule("plan", "gold")}}]""",
)

private fun carrier(id: String, traffic: Int) = """{"id":"$id","key":"$id","traffic_allocation":$traffic,"changes":[
    {"id":1,"type":"fullStackFeature","data":{"feature_id":"101","variables_data":{}}}]}"""

internal val previewCalls: Map<String, suspend (Context) -> Any?> = mapOf(
    "runExperience" to { it.runExperience("exp-1")?.variationId },
    "runExperiences" to { context -> context.runExperiences().map { it.variationId } },
    "runFeature" to { it.runFeature("f")?.variationKey },
    "runFeatures" to { context -> context.runFeatures().map { it.variationKey } },
    "trackConversion" to { it.trackConversion("buy").status },
    "a forced trackConversion" to { context ->
        context.trackConversion("buy") {
            revenue = 5
            forceMultiple = true
        }.status
    },
    "setAttributes" to { it.setAttributes(mapOf("plan" to "free")) },
    "setSegments" to { it.setSegments(mapOf("country" to "US")) },
    "runCustomSegments" to { it.runCustomSegments(listOf("seg")).matchedSegmentIds },
    "state" to { it.state().bucketing },
    "diagnoseExperience" to { it.diagnoseExperience("exp-1").details["variation_key"] },
    "diagnoseFeature" to { it.diagnoseFeature("f").details["variation_key"] },
)

/** A preview is begun at each step that a call takes in its data store, one run a step. */
@Tags("slow")
class PreviewInterleavingSpec : StringSpec({
    for ((name, call) in previewCalls) {
        for (full in listOf(false, true)) {
            val queue = if (full) "a full queue" else "room in the queue"
            "$name, with $queue, is the same whenever a preview begins" {
                val undisturbed = Trial(full).also { it.run(call) }
                eachStep { step ->
                    val run = Trial(full) { it.setPreview("1", "b") }
                    run.run(call, step).also { withClue("step $step") { run.seen() shouldBe undisturbed.seen() } }
                }
            }

            "$name, with $queue, leaves no trace under a preview" {
                val run = Trial(full)
                run.run(call, preview = true)
                run.store.values.shouldBeEmpty()
                run.events shouldBe 0
            }
        }
    }

    "a preview that another thread begins and ends all the time leaves no trace, and loses no mark" {
        withCore(previewData, { maxQueueSize = 1_000_000 }) { core ->
            val current = AtomicReference(core.createContext("first"))
            val done = AtomicBoolean()
            val toggling = async(Dispatchers.Default) {
                while (!done.get()) current.get().run { setPreview("1", if (Random.nextBoolean()) "b" else "none") }
            }
            repeat(VISITORS) { number ->
                val context = core.createContext("v$number").also(current::set)
                val shown = withContext(Dispatchers.Default) { shown(context, number) }
                val state = core.createContext("v$number").state()
                withClue("$number: $shown") { state.bucketing.values.contains("b") shouldBe false }
            }
            done.set(true)
            toggling.await()
            // What is stored was reported, once each: a call has seen a preview from its beginning, or none at all.
            core.metrics.eventsQueued shouldBe
                (0 until VISITORS).sumOf { core.createContext("v$it").state().bucketing.size }.toLong()
        }
    }

    "the calls do take steps" {
        val run = Trial(full = true)
        run.run(previewCalls.getValue("runExperience"))
        // State, decision, mark, and the mark again, before and after each.
        run.store.steps shouldBeGreaterThan 7
        run.store.values.keys.any { it.startsWith("bucketing:") } shouldBe false
    }
})

private const val VISITORS = 20_000
private const val FILLERS = 2

private suspend fun shown(context: Context, number: Int): List<String?> = when (number % 4) {
    0 -> listOf(context.runExperience("exp-1")?.variationId)
    1 -> context.runExperiences().map { it.variationId }
    2 -> listOf(context.runFeature("f")?.variationKey)
    else -> context.runFeatures().map { it.variationKey }
}

/** Goes on until [run] says that the call has had fewer steps. */
private suspend fun eachStep(run: suspend (Int) -> Boolean) {
    var step = 0
    while (run(step)) step++
}

private class Trial(private val full: Boolean, private val disturb: suspend (Context) -> Unit = {}) {
    val store = SteppingStore()
    private var answer: Any? = null
    private var sent: List<String> = emptyList()
    private var metrics: List<Long> = emptyList()

    /** Events there were to report, those that filled the queue beforehand left out. */
    var events = 0L
        private set

    /** Runs [call] and disturbs it before its step number [at]; whether it got that far. */
    suspend fun run(call: suspend (Context) -> Any?, at: Int = -1, preview: Boolean = false): Boolean {
        val transport = if (full) StuckTransport() else RecordingTransport()
        // One thread, for the calls of the store too: the steps come in one order.
        val one = Dispatchers.Default.limitedParallelism(1)
        return withCore(previewData, ::configure, transport, one) { core ->
            withContext(one) { run(core, call, at, preview) }
            if (!full) core.flush()
            sent = transport.bodies.toList()
            metrics = core.metrics.run { listOf(eventsOffered, eventsQueued, eventsDroppedQueueFull) }
            events = core.metrics.eventsOffered - if (full) FILLERS else 0
            store.steps > at
        }
    }

    private suspend fun run(core: Core, call: suspend (Context) -> Any?, at: Int, preview: Boolean) {
        if (full) repeat(FILLERS) { core.createContext("filler-$it").trackConversion("buy") }
        val context = core.createContext("visitor", mapOf("plan" to "gold"))
        if (preview) context.setPreview("1", "b")
        store.values.clear()
        store.arm(at) { disturb(context) }
        answer = call(context)
        store.disarm()
    }

    fun seen(): List<Any?> = listOf(answer, sent, metrics, store.values)

    private fun configure(builder: SdkConfig.Builder) {
        builder.dataStore = store
        builder.closeTimeout = Duration.ZERO
        if (full) {
            builder.batchSize = FILLERS
            builder.maxQueueSize = FILLERS
        }
    }
}

/** Lets something happen before one of its steps: each call has one before it acts and one after. */
private class SteppingStore : DataStore {
    val values = sortedMapOf<String, Any>()
    var steps = 0
        private set
    private var at = -1
    private var act: (suspend () -> Unit)? = null

    fun arm(at: Int, act: suspend () -> Unit) {
        steps = 0
        this.at = at
        this.act = act
    }

    fun disarm() {
        act = null
    }

    private suspend fun <T> stepping(action: () -> T): T {
        step()
        return action().also { step() }
    }

    private suspend fun step() {
        // What happens there may come back here; that is no step of the call.
        val armed = act ?: return
        if (steps++ != at) return
        act = null
        armed()
        act = armed
    }

    override suspend fun get(key: String): Any? = stepping { values[key] }

    override suspend fun set(key: String, value: Any, timeToLive: Duration?) = stepping { values[key] = value }

    override suspend fun has(key: String): Boolean = stepping { key in values }

    override suspend fun delete(key: String): Unit = stepping { values.remove(key) }

    override suspend fun putIfAbsent(key: String, value: Any, timeToLive: Duration?): Boolean =
        stepping { values.putIfAbsent(key, value) == null }
}
