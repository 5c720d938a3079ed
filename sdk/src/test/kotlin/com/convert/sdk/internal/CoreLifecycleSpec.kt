package com.convert.sdk.internal

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.ConfigSource
import com.convert.sdk.CoreState
import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.internal.config.loading.ConfigFeed
import com.convert.sdk.internal.config.loading.configText
import com.convert.sdk.internal.config.loading.mark
import com.convert.sdk.internal.config.reading.SnapshotReader
import com.convert.sdk.internal.events.EventSink
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.concurrent.thread

class CoreLifecycleSpec : StringSpec({
    "a configuration that arrives after closing is ignored" {
        runTest {
            val host = Host(this)
            host.lifecycle.initialize()
            host.lifecycle.close()
            host.feed.handOn(SnapshotReader.read(configText("late"), null))
            host.lifecycle.snapshot?.mark shouldBe "first"
            host.lifecycle.state.value shouldBe CoreState.Closed
            host.events shouldContainExactly listOf(LifecycleEvent.Ready(false))
        }
    }

    "a first configuration that arrives after closing makes nothing ready" {
        runTest {
            val host = Host(this)
            host.feed.beforeFirst = { host.lifecycle.close() }
            shouldThrow<IllegalStateException> { host.lifecycle.initialize() }.message shouldContain "closed"
            host.lifecycle.state.value shouldBe CoreState.Closed
            host.lifecycle.snapshot.shouldBeNull()
            host.events.shouldBeEmpty()
            host.feed.isFollowed shouldBe false
        }
    }

    "an error of the virtual machine at the start leaves an instance that can be started again" {
        runTest {
            val host = Host(this)
            host.feed.beforeFirst = { throw OutOfMemoryError() }
            shouldThrow<OutOfMemoryError> { host.lifecycle.initialize() }
            host.lifecycle.state.value shouldBe CoreState.Created
            host.feed.beforeFirst = {}
            host.lifecycle.initialize()
            host.lifecycle.state.value shouldBe CoreState.Ready(ConfigSource.REMOTE)
        }
    }

    "nobody makes a context of the first configuration before Ready was announced" {
        runTest {
            val host = Host(this)
            val order = CopyOnWriteArrayList<String>()
            val caller = thread(start = false, isDaemon = true) {
                host.lifecycle.requireSnapshot()
                order += "context"
            }
            host.onEmit = {
                caller.start()
                // Bound to pass: the caller has to wait for us.
                caller.join(100)
                order += "ready"
            }
            host.lifecycle.initialize()
            caller.join(10_000)
            order shouldContainExactly listOf("ready", "context")
        }
    }

    "who is told on the spot that the instance is ready finds it ready" {
        runTest {
            val host = Host(this)
            host.onEmit = {
                host.lifecycle.requireSnapshot().mark shouldBe "first"
                host.lifecycle.state.value shouldBe CoreState.Ready(ConfigSource.REMOTE)
            }
            host.lifecycle.initialize()
            host.events.size shouldBe 1
        }
    }

    "closing closes the feed, once or twice" {
        runTest {
            val host = Host(this)
            host.lifecycle.close()
            host.lifecycle.close()
            host.feed.isClosed shouldBe true
            shouldThrow<IllegalStateException> { host.lifecycle.initialize() }
            shouldThrow<IllegalStateException> { host.lifecycle.refreshNow() }
        }
    }
})

private class Host(test: TestScope) : EventSink {
    val feed = HandFeed()
    val events = ArrayList<LifecycleEvent>()
    var onEmit: () -> Unit = {}
    val lifecycle = CoreLifecycle(test.backgroundScope, feed, this) {}
    override val active: Boolean get() = true

    override fun emit(event: LifecycleEvent) {
        events.add(event)
        onEmit()
    }
}

/** Hands on what the test tells it to. */
private class HandFeed : ConfigFeed {
    var beforeFirst: () -> Unit = {}
    var isClosed = false
    private var onLoaded: ((ConfigSnapshot) -> Unit)? = null
    val isFollowed: Boolean get() = onLoaded != null

    fun handOn(snapshot: ConfigSnapshot) = checkNotNull(onLoaded)(snapshot)

    override suspend fun first(): ConfigFeed.First {
        beforeFirst()
        return ConfigFeed.First(SnapshotReader.read(configText("first"), null), ConfigSource.REMOTE)
    }

    override fun follow(onLoaded: (ConfigSnapshot) -> Unit) {
        this.onLoaded = onLoaded
    }

    override suspend fun refreshNow() = throw AssertionError("not scripted")

    override fun close() {
        isClosed = true
    }
}
