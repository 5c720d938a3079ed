package com.convert.sdk.internal

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.ConfigSource
import com.convert.sdk.CoreState
import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.internal.config.ConfigFeed
import com.convert.sdk.internal.config.configText
import com.convert.sdk.internal.config.mark
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

class CoreLifecycleSpec : StringSpec({
    "a configuration that arrives after closing is ignored" {
        runTest {
            val host = Host(this)
            host.lifecycle.initialize()
            host.lifecycle.close()
            host.feed.handOn(ConfigSnapshot.read(configText("late"), null))
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
    val lifecycle = CoreLifecycle(test.backgroundScope, feed, this) {}
    override val active: Boolean get() = true

    override fun emit(event: LifecycleEvent) {
        events.add(event)
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
        return ConfigFeed.First(ConfigSnapshot.read(configText("first"), null), ConfigSource.REMOTE)
    }

    override fun follow(onLoaded: (ConfigSnapshot) -> Unit) {
        this.onLoaded = onLoaded
    }

    override suspend fun refreshNow() = throw AssertionError("not scripted")

    override fun close() {
        isClosed = true
    }
}
