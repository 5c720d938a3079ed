package com.convert.sdk.internal.visitor

import com.convert.sdk.BreakerState
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TestTimeSource

class CircuitBreakerSpec : StringSpec({
    "it opens after five failures in a row, and not before" {
        val breaker = CircuitBreaker(TestTimeSource())
        repeat(4) { breaker.fail().shouldBeNull() }
        breaker.succeeded(breaker.admit()!!)
        repeat(4) { breaker.fail().shouldBeNull() }
        breaker.fail() shouldBe 5.seconds
        breaker.admit().shouldBeNull()
    }

    "one call tries when the time is over; its failure leaves alone for twice as long, up to half a minute" {
        val time = TestTimeSource()
        val breaker = CircuitBreaker(time)
        repeat(5) { breaker.fail() }
        for (rest in listOf(5, 10, 20, 30, 30)) {
            time += (rest - 1).seconds
            breaker.admit().shouldBeNull()
            time += 1.seconds
            val trial = breaker.admit().shouldNotBeNull()
            breaker.admit().shouldBeNull()
            breaker.failed(trial).shouldNotBeNull()
        }
        time += 30.seconds
        breaker.succeeded(breaker.admit()!!) shouldBe true
        breaker.admit().shouldNotBeNull()
        breaker.admit().shouldNotBeNull()
        // From the beginning.
        repeat(4) { breaker.fail().shouldBeNull() }
        breaker.fail() shouldBe 5.seconds
    }

    "what began before it opened changes nothing any more" {
        val time = TestTimeSource()
        val breaker = CircuitBreaker(time)
        val early = List(3) { breaker.admit()!! }
        repeat(5) { breaker.fail() }
        breaker.failed(early[0]).shouldBeNull()
        breaker.succeeded(early[1]) shouldBe false
        breaker.abandoned(early[2])
        breaker.admit().shouldBeNull()
    }

    "it tells whether calls are made, skipped, or tried" {
        val time = TestTimeSource()
        val breaker = CircuitBreaker(time)
        breaker.state shouldBe BreakerState.CLOSED
        repeat(5) { breaker.fail() }
        breaker.state shouldBe BreakerState.OPEN
        time += 5.seconds
        breaker.state shouldBe BreakerState.HALF_OPEN
        val trial = breaker.admit()!!
        breaker.state shouldBe BreakerState.HALF_OPEN
        breaker.failed(trial)
        breaker.state shouldBe BreakerState.OPEN
        time += 10.seconds
        breaker.succeeded(breaker.admit()!!)
        breaker.state shouldBe BreakerState.CLOSED
    }

    "a trial that its caller gives up leaves the next one to try" {
        val time = TestTimeSource()
        val breaker = CircuitBreaker(time)
        repeat(5) { breaker.fail() }
        time += 5.seconds
        breaker.abandoned(breaker.admit()!!)
        breaker.admit().shouldNotBeNull()
    }
})

private fun CircuitBreaker.fail() = failed(admit()!!)
