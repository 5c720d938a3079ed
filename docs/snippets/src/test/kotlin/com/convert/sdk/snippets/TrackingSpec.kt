package com.convert.sdk.snippets

import com.convert.sdk.Context
import com.convert.sdk.SdkConfig
import com.convert.sdk.error.TrackingDeliveryException
import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.result.ConversionStatus
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch

private suspend fun buy(context: Context) {
    // docs: tracking-conversion
    val result = context.trackConversion("purchase") {
        revenue = 49.99
        conversionData = mapOf("productsCount" to 2, "transactionId" to "order-17")
    }
    when (result.status) {
        ConversionStatus.QUEUED -> println("Queued")
        ConversionStatus.DEDUPLICATED -> println("Had it before")
        ConversionStatus.GOAL_NOT_FOUND -> println("No goal is called ${result.goalKey}")
        ConversionStatus.QUEUE_FULL, ConversionStatus.JOURNAL_UNWRITABLE -> println("Refused for now")
        else -> println("Not tracked: ${result.reason}")
    }
    // end
}

class TrackingSpec : StringSpec({
    "a conversion is queued once" {
        val output = Shop.withCore { core ->
            val context = core.createContext("visitor-1")
            printed {
                buy(context)
                buy(context)
            }
        }
        output.lines().filter(String::isNotEmpty) shouldBe listOf("Queued", "Had it before")
    }

    "a flush delivers, or says why not" {
        Shop.withCore { core ->
            core.createContext("visitor-1").trackConversion("purchase")
            // docs: tracking-flush
            try {
                core.flush()
            } catch (e: TrackingDeliveryException) {
                println("Still queued: ${core.metrics.queueLength} events, status ${e.statusCode}")
            }
            // end
            core.metrics.queueLength shouldBe 0
        }
    }

    "events can be listened to and collected" {
        val core = Core(SdkConfig { data(Shop.json()) })
        val output = printed {
            coroutineScope {
                // docs: tracking-events
                val subscription = core.on<LifecycleEvent.ApiQueueReleased> { event ->
                    if (event.error == null) println("Sent ${event.batchSize}") else println("Kept ${event.batchSize}")
                }
                launch {
                    core.events.collect { event -> println(event.wireName) }
                }
                // end
                core.initialize()
                core.createContext("visitor-1").trackConversion("purchase")
                core.flush()
                core.shutdown()
                subscription.close()
            }
        }
        output shouldContain "ready"
    }

    "closing says what it had to leave" {
        val core = Core(SdkConfig { data(Shop.json()) })
        core.initialize().createContext("visitor-1").trackConversion("purchase")
        // docs: tracking-shutdown
        val left = core.shutdown().eventsLeft
        if (left > 0) println("$left events were not delivered in time")
        // end
        left shouldBe 0
    }
})
