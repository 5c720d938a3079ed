package com.convert.sdk

import com.convert.sdk.fixture.MapStore
import com.convert.sdk.fixture.experience
import com.convert.sdk.fixture.project
import com.convert.sdk.fixture.withCore
import com.convert.sdk.storage.AtomicDataStore
import com.convert.sdk.storage.DataStore
import com.convert.sdk.storage.InMemoryDataStore
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.collections.shouldNotContain
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.time.Duration
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TestTimeSource

private val data = project(experience("1") + "," + experience("2"), others = """"goals":[{"id":"51","key":"buy"}]""")

class AtomicDataStoreSpec : StringSpec({
    "a store that changes values in one step is never read and written over" {
        val store = Recorded(InMemoryDataStore())
        withCore(data, { dataStore = store }) { it.createContext("v").runExperiences() }
        store.calls.map { it.substringBefore(' ') } shouldContainAll listOf("get", "update", "putIfAbsent")
        store.calls.map { it.substringBefore(' ') } shouldNotContain "set"
    }

    "processes that change a visitor at the same moment lose nothing" {
        val shared = object : AtomicDataStore by InMemoryDataStore() {}
        val names = List(50) { "name $it" }
        coroutineScope {
            for (half in names.chunked(25)) {
                launch {
                    // An instance is to the store what a process is.
                    withCore(data, { dataStore = shared }) { core ->
                        coroutineScope {
                            half.forEach { launch { core.createContext("v").setAttributes(mapOf(it to 1)) } }
                        }
                    }
                }
            }
        }
        (shared.get("""state:["v"]""") as Map<*, *>)["attributes"] shouldBe names.associateWith { 1 }
    }

    "what this SDK does not know of a stored state stays in it" {
        val store = object : DataStore by MapStore() {}
        store.set("""state:["v"]""", mapOf("attributes" to mapOf("deep" to deep(40)), "later" to 1), null)
        withCore(data, { dataStore = store }) { it.createContext("v").setAttributes(mapOf("plan" to "gold")) }
        store.get("""state:["v"]""") shouldBe mapOf(
            "attributes" to mapOf("deep" to deep(40), "plan" to "gold"),
            "later" to 1,
            "segments" to emptyMap<String, Any?>(),
            "bucketing" to emptyMap<String, Any?>(),
        )
    }

    "all that is written has the time to live that is set, and none when none is" {
        for (time in listOf(null, 30.days)) {
            for (store in listOf(Recorded(InMemoryDataStore()), Recorded(InMemoryDataStore()).withoutUpdate())) {
                withCore(data, {
                    dataStore = store
                    dataStoreTimeToLive = time
                }) { core ->
                    core.createContext("v").runExperience("exp-1")
                    core.createContext("v").trackConversion("buy")
                }
                store.written() shouldBe List(3) { time.toString() }
            }
        }
    }

    "the store in this process forgets after the time to live, too" {
        val time = TestTimeSource()
        withCore(data, {
            dataStore = InMemoryDataStore(10, time)
            dataStoreTimeToLive = 60.seconds
        }) { core ->
            core.createContext("v").setAttributes(mapOf("plan" to "gold"))
            core.createContext("v").trackConversion("buy").isTracked shouldBe true
            time += 59.seconds
            core.createContext("v").state().visitorAttributes shouldBe mapOf("plan" to "gold")
            core.createContext("v").trackConversion("buy").isTracked shouldBe false
            time += 2.seconds
            core.createContext("v").state().visitorAttributes["plan"].shouldBeNull()
            core.createContext("v").trackConversion("buy").isTracked shouldBe true
        }
    }
})

private fun deep(levels: Int): Any = (1..levels).fold("x" as Any) { inner, _ -> listOf(inner) }

private open class Recorded(private val store: AtomicDataStore) : AtomicDataStore {
    val calls = CopyOnWriteArrayList<String>()

    override suspend fun get(key: String): Any? = store.get(key).also { calls += "get $key" }

    override suspend fun has(key: String): Boolean = store.has(key)

    override suspend fun delete(key: String) = store.delete(key)

    override suspend fun set(key: String, value: Any, timeToLive: Duration?) {
        calls += "set $timeToLive"
        store.set(key, value, timeToLive)
    }

    override suspend fun putIfAbsent(key: String, value: Any, timeToLive: Duration?): Boolean {
        calls += "putIfAbsent $timeToLive"
        return store.putIfAbsent(key, value, timeToLive)
    }

    override suspend fun update(key: String, timeToLive: Duration?, change: (value: Any?) -> Any) {
        calls += "update $timeToLive"
        store.update(key, timeToLive, change)
    }
}

private class Plain(val recorded: Recorded) : DataStore by recorded

private fun Recorded.withoutUpdate(): DataStore = Plain(this)

private fun DataStore.written(): List<String> = (if (this is Plain) recorded else this as Recorded).calls
    .filterNot { it.startsWith("get") }.map { it.substringAfter(' ') }
