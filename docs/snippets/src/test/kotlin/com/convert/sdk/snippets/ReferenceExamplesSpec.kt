package com.convert.sdk.snippets

import com.convert.sdk.Context
import com.convert.sdk.Core
import com.convert.sdk.SdkConfig
import com.convert.sdk.error.ConfigLoadException
import com.convert.sdk.error.ConversionDataException
import com.convert.sdk.error.TrackingDeliveryException
import com.convert.sdk.event.EventHandler
import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.event.Subscription
import com.convert.sdk.result.ConversionStatus
import com.convert.sdk.result.DiagnosticReason
import com.convert.sdk.result.FeatureStatus
import com.convert.sdk.storage.DataStore
import com.convert.sdk.transport.ConfigRequest
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.TrackingRequest
import com.convert.sdk.transport.TrackingResponse
import com.convert.sdk.transport.Transport
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import kotlin.time.Duration

/** The examples of the Python SDK's type reference, in Kotlin. */
class ReferenceExamplesSpec : StringSpec({
    "results" {
        shown {
            // docs: ref-experience
            val result = context.runExperience("checkout")
            if (result != null) {
                println(result.experienceKey) // checkout
                println(result.variationId) // 3102
                println(result.variationKey) // one-page, or null
                println(result.variation["traffic_allocation"]) // the variation's JSON, read-only
            }
            // end
        } shouldBe "checkout\n3102\none-page\n50"
        shown {
            // docs: ref-feature
            val feature = context.runFeature("express-pay")
            if (feature != null) {
                check(feature.status == FeatureStatus.ENABLED)
                println(feature.variables.getString("provider", ""))
            }
            // end
        } shouldBe "QuickPay"
        shown {
            // docs: ref-feature-status
            println(FeatureStatus.ENABLED.wireName) // enabled
            println(FeatureStatus.DISABLED.wireName) // disabled
            // end
        } shouldBe "enabled\ndisabled"
    }

    "conversions" {
        shown {
            // docs: ref-conversion
            val result = context.trackConversion("purchase", 49.99)
            when (result.status) {
                ConversionStatus.QUEUED -> println("queued ${result.goalId}")
                ConversionStatus.GOAL_NOT_FOUND -> println("goal not in the configuration: ${result.reason}")
                ConversionStatus.DEDUPLICATED -> println("already tracked: ${result.reason}")
                else -> println("not tracked: ${result.reason}")
            }
            // end
        } shouldBe "queued 6001"
        shown {
            // docs: ref-conversion-status
            println(ConversionStatus.QUEUED.wireName) // queued
            println(ConversionStatus.DEDUPLICATED.wireName) // deduplicated
            println(ConversionStatus.GOAL_NOT_FOUND.wireName) // goal_not_found
            // end
        } shouldBe "queued\ndeduplicated\ngoal_not_found"
    }

    "segments" {
        shown {
            // docs: ref-segments
            val segments = context.runCustomSegments(listOf("regulars"), mapOf("orders" to 12))
            if (segments.isMatched) println("matched: ${segments.matchedSegmentIds}")
            // end
        } shouldBe "matched: [7001]"
    }

    "diagnostics" {
        shown {
            // docs: ref-diagnostics
            val experience = context.diagnoseExperience("checkout")
            val feature = context.diagnoseFeature("express-pay")
            val goal = context.diagnoseGoal("purchase")
            val entity = context.diagnoseEntity("experiences", "checkout")

            println(experience.reason) // resolved, or why not
            println(experience.isResolved) // true
            println(experience.details["bucket_value"]) // details are safe to log
            println(listOf(feature, goal, entity).all { it.isResolved })
            // end
        } shouldBe "resolved\ntrue\n9689\ntrue"
        shown {
            val diagnosis = context.diagnoseExperience("checkout")
            // docs: ref-reasons
            check(diagnosis.reason == DiagnosticReason.RESOLVED)
            check(diagnosis.reason.wireName == "resolved")
            DiagnosticReason.entries.forEach { println(it.wireName) }
            // end
        } shouldContain "project_mapping_required"
    }

    "events" {
        val heard = CopyOnWriteArrayList<String>()
        val both = CountDownLatch(2)
        fun println(text: String) {
            heard += text
            both.countDown()
        }
        Shop.withCore { core ->
            // docs: ref-on-conversion
            core.on<LifecycleEvent.Conversion> { event ->
                println("goal=${event.goalKey} visitor=${event.visitorId}")
            }
            // end
            // docs: ref-on-released
            core.on<LifecycleEvent.ApiQueueReleased> { event ->
                when (event.error) {
                    null -> println("released ${event.batchSize} events, reason=${event.reason}")
                    else -> println("delivery failed: status=${event.statusCode}")
                }
            }
            // end
            core.createContext("visitor-1").trackConversion("purchase")
            core.flush()
            both.await()
        }
        heard.sorted() shouldContainExactly
            listOf("goal=purchase visitor=visitor-1", "released 1 events, reason=explicit")
        Shop.withCore { core ->
            val handler = CountingHandler()
            countDecisions(core, handler)
            core.createContext("visitor-1").runExperience("winter-sale")
            core.shutdown()
        }
        shown {
            // docs: ref-event-names
            core.on<LifecycleEvent> { event -> println(event.wireName) } // ready, config.updated, bucketing, …
            // end
        }
    }

    "a transport and a store of one's own" {
        val transport = MyTransport(Shop())
        val config = SdkConfig {
            data(Shop.json())
            dataStore = MyStore()
        }
        Core(config, transport).use { core ->
            core.initialize()
            core.createContext("visitor-1", mapOf("country" to "US")).runExperience("checkout")
            core.flush()
        }
        transport.posted.size shouldBe 1
    }

    "failures" {
        val offline = SdkConfig {
            sdkKey = "my-key"
            transport { baseUrl = "https://localhost:1" }
        }
        printed {
            val core = Core(offline, Refusing)
            // docs: ref-load-failure
            try {
                core.initialize()
            } catch (e: ConfigLoadException) {
                println(e.code) // config_load_failed
                println(e.endpoint) // without the key
                println(e.statusCode) // or null
                println(e.context)
            }
            // end
            core.shutdown()
        } shouldContain "config_load_failed\ncdn.example.com/api/v1/config/my-key\n503".replace("my-key", "****")
        printed {
            val core = Core(SdkConfig { data(Shop.json()) }, Refusing)
            core.initialize().createContext("visitor-1").trackConversion("purchase")
            // docs: ref-delivery-failure
            try {
                core.flush()
            } catch (e: TrackingDeliveryException) {
                println(e.code) // tracking_delivery_failed
                println(e.batchSize)
                println(e.retryCount)
            }
            // end
        } shouldContain "tracking_delivery_failed\n1\n"
        shown {
            // docs: ref-conversion-data
            try {
                context.trackConversion("purchase") { conversionData = mapOf("productsCount" to listOf(1, 2, 3)) }
            } catch (e: ConversionDataException) {
                println(e.key) // productsCount
                println(e.reason)
            }
            // end
        } shouldBe "productsCount\nexpected text, a number or a boolean, was a list"
    }
})

// docs: ref-transport
class MyTransport(private val next: Transport) : Transport {
    val posted = CopyOnWriteArrayList<String>()

    override suspend fun fetchConfig(request: ConfigRequest): ConfigResponse = next.fetchConfig(request)

    override suspend fun sendTracking(request: TrackingRequest): TrackingResponse {
        posted += request.body
        return next.sendTracking(request)
    }

    override fun close() = next.close()
}
// end

// docs: ref-store
class MyStore : DataStore {
    private val values = ConcurrentHashMap<String, Any>()

    override suspend fun get(key: String): Any? = values[key]

    override suspend fun set(key: String, value: Any, timeToLive: Duration?) {
        values[key] = value
    }

    override suspend fun has(key: String): Boolean = values.containsKey(key)

    override suspend fun delete(key: String) {
        values.remove(key)
    }

    override suspend fun putIfAbsent(key: String, value: Any, timeToLive: Duration?): Boolean =
        values.putIfAbsent(key, value) == null
}
// end

// docs: ref-event-handler
class CountingHandler : EventHandler<LifecycleEvent.Bucketing> {
    val seen = ConcurrentHashMap<String, Int>()

    override fun handle(event: LifecycleEvent.Bucketing) {
        seen.merge(event.experienceKey, 1, Int::plus)
    }
}

fun countDecisions(core: Core, handler: CountingHandler): Subscription =
    core.on(LifecycleEvent.Bucketing::class.java, handler)
// end

/** Answers 503 to everything. */
internal object Refusing : Transport {
    override suspend fun fetchConfig(request: ConfigRequest): ConfigResponse =
        throw ConfigLoadException("busy", "https://cdn.example.com/api/v1/config/my-key", statusCode = 503)

    override suspend fun sendTracking(request: TrackingRequest) = TrackingResponse(statusCode = 503, retryAfter = null)

    override fun close() = Unit
}

internal class Example(val core: Core, val context: Context)

/** What [block] prints with a context of the sample shop. */
internal suspend fun shown(block: suspend Example.() -> Unit): String = printed {
    Shop.withCore { core -> Example(core, core.createContext("visitor-1", mapOf("country" to "US"))).block() }
}.trim().replace("\r\n", "\n")
