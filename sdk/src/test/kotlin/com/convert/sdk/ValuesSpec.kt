package com.convert.sdk

import com.convert.sdk.error.ConversionDataException
import com.convert.sdk.error.InvalidConfigException
import com.convert.sdk.fixture.experience
import com.convert.sdk.fixture.hostileValues
import com.convert.sdk.fixture.project
import com.convert.sdk.fixture.rule
import com.convert.sdk.fixture.withCore
import com.convert.sdk.internal.json.plainToJson
import com.convert.sdk.internal.json.toPlain
import com.convert.sdk.internal.tracking.RecordingLogger
import com.convert.sdk.storage.DataStore
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.ints.shouldBeInRange
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.Json
import java.util.ArrayDeque
import java.util.Collections
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread
import kotlin.time.Duration

private class Case(val value: Any?, val matchType: String, val test: String, val expected: Boolean)

private val cases = listOf(
    Case(setOf("vip"), "equals", "vip", true),
    Case(ArrayDeque(listOf("vip")), "equals", "vip", true),
    Case(setOf("vip"), "startsWith", "v", true),
    Case(arrayOf("vip"), "equals", "vip", true),
    Case(intArrayOf(7), "startsWith", "7", true),
    Case(byteArrayOf(7), "startsWith", "7", true),
    Case(Double.POSITIVE_INFINITY, "equals", "Infinity", true),
    Case(Double.NaN, "equals", "NaN", true),
    Case(0.1f, "equals", "0.1", true),
    Case(Float.NEGATIVE_INFINITY, "equals", "-Infinity", true),
    Case('c', "equals", "c", true),
    Case(EntityType.GOAL, "equals", "goals", true),
    Case(java.util.UUID(1, 2), "startsWith", "00000000-", true),
    Case(java.time.Instant.EPOCH, "startsWith", "1970", true),
    Case(mapOf(1 to "a"), "equals", "1", true),
    Case(AtomicInteger(5), "less", "6", true),
    Case(java.nio.file.Path.of("a", "b"), "startsWith", "a", true),
    Case(Json.parseToJsonElement("\"vip\""), "equals", "vip", true),
    Case("vip", "equals", "gold", false),
)

class ValuesSpec : StringSpec({
    "a value decides the same in this context, in the next, and through any store" {
        for (case in cases) {
            withClue("${case.value} ${case.matchType} ${case.test}") {
                answers(case, null) shouldBe List(3) { case.expected }
                answers(case, JsonTextStore()) shouldBe List(3) { case.expected }
            }
        }
    }

    "a value is what it was at the call, nested ones too" {
        val tags = arrayListOf("vip")
        withCore(admitting("tags", "equals", "vip")) { core ->
            val created = core.createContext("a", mapOf("tags" to tags))
            val nested = core.createContext("b")
            nested.setAttributes(mapOf("tags" to tags))
            val options = EvaluationOptions { attributes = mapOf("tags" to tags) }
            tags.clear()
            for (context in listOf(created, nested, core.createContext("b"))) {
                (context.runExperience("exp-1") != null) shouldBe true
            }
            (core.createContext("c").runExperience("exp-1", options) != null) shouldBe true
        }
    }

    "a value that another thread changes all the time is never thrown out of a decision" {
        val tags = Collections.synchronizedList(arrayListOf("vip"))
        withCore(admitting("tags", "equals", "vip")) { core ->
            val stop = AtomicInteger()
            val changing = thread {
                while (stop.get() == 0) {
                    tags.add("vip")
                    if (tags.size > 20) tags.clear()
                }
            }
            repeat(20_000) { core.createContext("v$it", mapOf("tags" to tags)).runExperience("exp-1") }
            stop.set(1)
            changing.join()
        }
    }

    "a null key is taken the same way everywhere" {
        @Suppress("UNCHECKED_CAST")
        val values = mapOf<String?, Any?>(null to "x", "plan" to "gold") as Map<String, Any?>
        withCore(admitting("plan", "equals", "gold")) { core ->
            core.createContext("a", values).runExperience("exp-1")!!.variationId shouldBe "v-1"
            val later = core.createContext("b").also { it.setAttributes(values) }
            later.runExperience("exp-1")!!.variationId shouldBe "v-1"
            core.createContext("c").setSegments(values)
        }
    }

    "a hostile value is left out wherever it is given, and nothing else suffers" {
        for ((what, value) in hostileValues()) {
            withClue(what) { survives(value) }
        }
    }

    "a hostile map of attributes counts as none" {
        @Suppress("UNCHECKED_CAST")
        for (name in listOf("a map without an end", "a map in itself")) {
            val values = hostileValues().getValue(name) as Map<String, Any?>
            withCore(admitting("plan", "equals", "gold")) { it.createContext("a", values).runExperience("exp-1") }
        }
    }

    "what is left out is said once" {
        val logger = RecordingLogger()
        withCore(admitting("plan", "equals", "gold"), { this.logger = logger }) { core ->
            repeat(3) { core.createContext("a", mapOf("secret-name" to "x".repeat(1_000_001))) }
            core.createContext("b").runExperience("exp-1") { attributes = mapOf("deep" to deep(33)) }
        }
        logger.warnings shouldHaveSize 1
        logger.warnings.single().contains("secret") shouldBe false
    }

    "a value is taken up to its limits" {
        withCore(admitting("a", "exists", "")) { core ->
            suspend fun isTaken(value: Any) =
                core.createContext("v", mapOf("a" to value)).runExperience("exp-1") != null
            isTaken(deep(32)) shouldBe true
            isTaken(deep(33)) shouldBe false
            isTaken(List(9_999) { it }) shouldBe true
            isTaken(List(10_000) { it }) shouldBe false
            isTaken("x".repeat(1_000_000)) shouldBe true
            isTaken(listOf("x".repeat(1_000_000), "y")) shouldBe false
        }
    }

    "goal data of an unusable kind is refused by name, whatever it does" {
        withCore(admitting("plan", "exists", "")) { core ->
            for ((what, value) in hostileValues() - "a text that is too long") {
                withClue(what) {
                    shouldThrow<ConversionDataException> {
                        core.createContext("v").trackConversion("buy") { conversionData = mapOf("amount" to value) }
                    }.key shouldBe "amount"
                }
            }
            core.metrics.queueLength shouldBe 0
        }
    }

    "direct data that holds itself or is very deep is refused, not a stack overflow" {
        val cyclic = HashMap<String, Any?>().also { map -> map["list"] = List(10) { map } }
        val deep = (1..100_000).fold(emptyMap<String, Any?>()) { inner, _ -> mapOf("a" to inner) }
        for (values in listOf(cyclic, deep, mapOf("a" to hostileValues().getValue("a text that throws an Error")))) {
            shouldThrow<InvalidConfigException> { SdkConfig { data(values) } }.path shouldBe "$"
        }
    }

    "a float is its shortest decimal on every JDK" {
        repeat(10_000) { index ->
            val value = Float.fromBits(index * 199_999)
            if (value.isFinite()) com.convert.sdk.internal.json.shortestDecimal(value).toFloat() shouldBe value
        }
        com.convert.sdk.internal.json.shortestDecimal(3.4f) shouldBe 3.4
        com.convert.sdk.internal.json.shortestDecimal(1e-10f) shouldBe 1e-10
        com.convert.sdk.internal.json.shortestDecimal(16_777_216f) shouldBe 16_777_216.0
    }
})

private fun admitting(key: String, matchType: String, test: String) = project(
    experience("1", more = """"audiences":["7"]"""),
    audiences = """{"id":"7","key":"a","rules":${rule(key, test, matchType)}}""",
    others = """"goals":[{"id":"51","key":"buy"}],""" +
        """"segments":[{"id":"6","key":"s","rules":${rule(key, test, matchType)}}]""",
)

/** Set on a context, asked there, in the visitor's next context, and given to another visitor's as it is made. */
private suspend fun answers(case: Case, store: DataStore?): List<Boolean> =
    withCore(admitting("a", case.matchType, case.test), { dataStore = store }) { core ->
        val context = core.createContext("v").also { it.setAttributes(mapOf("a" to case.value)) }
        listOf(context, core.createContext("v"), core.createContext("w", mapOf("a" to case.value)))
            .map { it.runExperience("exp-1") { enableStorage = false } != null }
    }

private suspend fun survives(value: Any) {
    withCore(admitting("plan", "equals", "gold")) { core ->
        val hostile = mapOf("plan" to "gold", "bad" to value, "customSegments" to value)
        val context = core.createContext("v", hostile, hostile)
        context.setAttributes(hostile)
        context.setSegments(hostile + ("country" to value))
        context.runCustomSegments(listOf("s"), hostile)
        val options = EvaluationOptions {
            attributes = hostile
            location = hostile
        }
        context.runExperience("exp-1", options)!!.variationId shouldBe "v-1"
        context.runExperiences(options) shouldHaveSize 1
        context.runFeatures(options)
        context.diagnoseExperience("exp-1", options)
        context.state()
        context.trackConversion("buy")
        core.flush()
        core.metrics.eventsDelivered.toInt() shouldBeInRange 2..2
    }
}

private fun deep(levels: Int): Any = (1 until levels).fold(listOf<Any?>("x")) { inner, _ -> listOf(inner) }

/** Keeps JSON text, as a store that is shared between processes does. */
private class JsonTextStore : DataStore {
    private val texts = ConcurrentHashMap<String, String>()

    override suspend fun get(key: String): Any? = texts[key]?.let { Json.parseToJsonElement(it).toPlain() }

    override suspend fun set(key: String, value: Any, timeToLive: Duration?) {
        texts[key] = plainToJson(value).toString()
    }

    override suspend fun has(key: String): Boolean = texts.containsKey(key)

    override suspend fun delete(key: String) {
        texts.remove(key)
    }
}
