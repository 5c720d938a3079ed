package com.convert.sdk.internal.config.loading

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.RefreshConfig
import com.convert.sdk.error.ConfigLoadException
import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.fixture.ScriptedTransport
import com.convert.sdk.internal.CoreLifecycle
import com.convert.sdk.internal.events.EventSink
import com.convert.sdk.internal.runtime.Counters
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.internal.runtime.OutageLog
import com.convert.sdk.internal.tracking.FixedRandom
import com.convert.sdk.internal.tracking.RecordingLogger
import com.convert.sdk.transport.ConfigRequest
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.advanceTimeBy
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.testTimeSource
import java.nio.file.Path
import kotlin.random.Random
import kotlin.time.Duration

/** A life cycle that loads in virtual time, with everything around it recorded. */
@OptIn(ExperimentalCoroutinesApi::class)
internal class LoadRig(
    private val test: TestScope,
    refresh: RefreshConfig? = null,
    cacheFile: Path? = null,
    random: Random = FixedRandom(1.0),
) {
    private val service = ScriptedTransport(test.testTimeSource)
    val transport = service.configs
    val counters = Counters()
    val log = RecordingLogger()
    val events = ArrayList<LifecycleEvent>()
    var resumed = 0
        private set

    private val request = ConfigRequest("key", "production", lowCache = false, null, null, null)

    val feed = RemoteFeed(
        scope = test.backgroundScope,
        loader = ConfigLoader(service, request),
        cache = cacheFile?.let { cache(AtomicFile(it)) },
        schedule = RefreshSchedule(refresh, random),
        report = LoadReport(counters, Logs(log), test.testTimeSource),
    )

    val lifecycle = CoreLifecycle(test.backgroundScope, feed, Recorder(events)) { resumed++ }

    /** The mark of the configuration that contexts would get now. */
    val mark: String? get() = lifecycle.snapshot?.mark

    fun cache(file: AtomicFile, key: String = "key", environment: String? = "production") = ConfigCache(
        file,
        ConfigCacheFormat(key, environment),
        environment,
        OutageLog(log, "configuration cache", test.testTimeSource),
        StandardTestDispatcher(test.testScheduler),
    )

    /** Lets everything happen that can happen now. */
    fun settle() = test.runCurrent()

    fun pass(time: Duration) {
        test.advanceTimeBy(time)
        test.runCurrent()
    }

    /** Nothing scripted is left over, and nothing else was asked for. */
    fun verify() {
        transport.isUsedUp shouldBe true
        service.tracking.requests.shouldBeEmpty()
        service.isClosed shouldBe false
    }

    fun shouldBeQuiet() = log.lines.shouldBeEmpty()

    private class Recorder(private val events: MutableList<LifecycleEvent>) : EventSink {
        override val active: Boolean get() = true

        override fun emit(event: LifecycleEvent) {
            events.add(event)
        }
    }
}

/** A configuration that tells itself from others by its [mark]. */
internal fun configText(mark: String = "a"): String =
    """{"account_id":"1","project":{"id":"2"},"experiences":[],"mark":"$mark"}"""

internal val ConfigSnapshot.mark: String? get() = raw["mark"] as String?

internal fun unavailable() = ConfigLoadException("unavailable", "host/path", statusCode = 503)
