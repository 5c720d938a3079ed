package com.convert.sdk

import com.convert.sdk.fixture.fault
import com.convert.sdk.storage.DataStore
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.longs.shouldBeGreaterThan
import io.kotest.matchers.nulls.shouldNotBeNull
import kotlinx.coroutines.awaitCancellation
import java.io.IOException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds

/** A data store on a bad day, in the manner of [FaultSuiteSpec]; its finer points are in [DataStoreFaultsSpec]. */
@Tags("slow")
class StoreFaultSpec : StringSpec({
    mapOf<String, suspend (String) -> Any?>(
        "fails" to { throw IOException("the store is away") },
        "hangs" to { awaitCancellation() },
        "returns rubbish" to { listOf(it, 1, mapOf("a" to "rubbish")) },
    ).forEach { (what, answer) ->
        "the data store $what" {
            fault("14 data store that $what", configure = { badStore(answer) }) {
                core.initialize()
                offer(20)
                repeat(20) {
                    val visitor = newVisitor().also(offered::add)
                    core.createContext(visitor).runExperience("exp-e1").shouldNotBeNull()
                }
                core.metrics.run { storeErrors + storeCallsSkipped } shouldBeGreaterThan 20
                deliver()
            }
        }
    }
})

private fun SdkConfig.Builder.badStore(answer: suspend (String) -> Any?) {
    dataStore = BadStore(answer)
    dataStoreTimeout = 10.milliseconds
}

/** Reading gives [answer], writing does as reading does. */
internal class BadStore(private val answer: suspend (String) -> Any?) : DataStore {
    override suspend fun get(key: String): Any? = answer(key)

    override suspend fun set(key: String, value: Any, timeToLive: Duration?) {
        answer(key)
    }

    override suspend fun has(key: String): Boolean {
        answer(key)
        return false
    }

    override suspend fun delete(key: String) {
        answer(key)
    }
}
