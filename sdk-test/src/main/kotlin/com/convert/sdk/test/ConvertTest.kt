package com.convert.sdk.test

import com.convert.sdk.Core
import com.convert.sdk.SdkConfig
import com.convert.sdk.test.internal.JavaFace
import com.convert.sdk.test.internal.KotlinFace
import com.convert.sdk.test.internal.MovableTime
import com.convert.sdk.test.internal.Names
import com.convert.sdk.test.internal.Starter
import com.convert.sdk.test.internal.TestService
import com.convert.sdk.test.internal.TestServiceForJava
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.cancel
import kotlinx.coroutines.future.future
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit
import java.util.function.Consumer
import kotlin.time.Duration
import kotlin.time.toKotlinDuration
import com.convert.sdk.java.Core as JavaCore
import com.convert.sdk.java.SdkConfig as JavaSdkConfig

/**
 * The SDK for one test: real instances, one for each face that is asked for, which load [project] from and deliver to
 * services in this process. Nothing is shared with another one, so tests may run at once. Close it in the end.
 *
 * ```
 * val project = TestProject.from(Path.of("shop.json")).withVariation("checkout", "one-page")
 * ConvertTest(project).use { convert ->
 *     val core = convert.start()
 *     // … the code under test …
 *     convert.recorded.assertExposure("checkout", "one-page")
 * }
 * ```
 */
public class ConvertTest private constructor(builder: Builder) : AutoCloseable {
    /** A test with [project] and the default settings. */
    public constructor(project: TestProject) : this(builder(project))

    /** The configuration that is decided with. */
    public val project: TestProject = builder.project

    /** The service that hands out the configuration. */
    public val loading: Endpoint = Endpoint("loading")

    /** The service that exposures and conversions are delivered to. */
    public val delivery: Endpoint = Endpoint("delivery")

    private val settings = builder.settings
    private val javaSettings = builder.javaSettings
    private val payloads = CopyOnWriteArrayList<String>()
    private val time = MovableTime()
    private val scope = CoroutineScope(SupervisorJob() + time.asCoroutineDispatcher())

    private val kotlin = lazy { kotlinStarter() }
    private val java = lazy { javaStarter() }

    /** What was delivered, by both faces. */
    public val recorded: Recorded = Recorded(names(project), null) {
        deliverQueued()
        payloads.toList()
    }

    /** The instance for Kotlin, which [start] starts. Made at the first call. */
    public val core: Core get() = (kotlin.value.face as KotlinFace).core

    /** The instance for Java, which [startJava] starts. Made at the first call; has visitors of its own. */
    public val javaCore: JavaCore get() = (java.value.face as JavaFace).core

    /**
     * Loads the configuration and gives [core]. Does nothing when that was done; may be called again after a failure.
     *
     * @throws com.convert.sdk.error.ConfigLoadException when [loading] fails.
     */
    @JvmSynthetic
    public suspend fun start(): Core {
        kotlin.value.start()
        return core
    }

    /** As [start] for [javaCore]; blocks the thread. */
    public fun startJava(): JavaCore {
        await { java.value.start() }
        return javaCore
    }

    internal fun startBlocking(): Core {
        await { kotlin.value.start() }
        return core
    }

    /**
     * Moves the time of both instances on by [by], and returns when all that became due has been done, in its order:
     * refreshes, deliveries, retries, time-outs, expiries. Otherwise time passes as outside. Blocks the thread, and is
     * not for listeners. What waits for a service that hangs, or for a data store of yours, is not waited for.
     *
     * @throws IllegalStateException when a listener, a data store or a transport of yours takes a thread for longer
     * than ten seconds.
     */
    @JvmSynthetic
    public fun advanceTime(by: Duration) {
        require(by.isPositive() && by.isFinite()) { "time moves on by a positive, finite duration, was $by" }
        time.advance(by)
    }

    /** As the other. */
    public fun advanceTime(by: java.time.Duration): Unit = advanceTime(by.toKotlinDuration())

    /** Lets both services recover, and closes the instances that were made. May be called again. */
    override fun close() {
        loading.recover()
        delivery.recover()
        starters().forEach { it.face.close() }
        scope.cancel()
    }

    private fun deliverQueued() {
        if (delivery.isWell) starters().filter { it.face.isReady }.forEach { await { it.face.flush() } }
    }

    private fun starters() = listOf(kotlin, java).filter { it.isInitialized() }.map { it.value }

    private fun kotlinStarter(): Starter {
        val service = service()
        val config = SdkConfig {
            sdkKey = KEY
            flushOnShutdown = false
            settings()
        }
        return Starter(project, service, KotlinFace(time.make { Core(config, service) }))
    }

    private fun javaStarter(): Starter {
        val service = service()
        val config = JavaSdkConfig.builder().sdkKey(KEY).flushOnShutdown(false).also(javaSettings::accept).build()
        val transport = TestServiceForJava(service, scope)
        return Starter(project, service, JavaFace(time.make { JavaCore(config, transport) }))
    }

    private fun service() = TestService(loading, delivery, payloads::add).apply { serve(project.json) }

    private fun await(action: suspend () -> Unit) {
        try {
            scope.future { action() }.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)
        } catch (e: ExecutionException) {
            throw e.cause ?: e
        }
    }

    override fun toString(): String = "ConvertTest($project, $loading, $delivery)"

    /** Collects settings of the instances; the key and the transport are the kit's. */
    public class Builder internal constructor(internal val project: TestProject) {
        internal var settings: SdkConfig.Builder.() -> Unit = {}
        internal var javaSettings: Consumer<JavaSdkConfig.Builder> = Consumer { }

        /** Settings of the instance for Kotlin, such as `environment`. */
        @JvmSynthetic
        public fun settings(configure: SdkConfig.Builder.() -> Unit): Builder = apply { settings = configure }

        /** Settings of the instance for Java. */
        public fun javaSettings(configure: Consumer<JavaSdkConfig.Builder>): Builder = apply {
            javaSettings = configure
        }

        /** The test. */
        public fun build(): ConvertTest = ConvertTest(this)
    }

    /** Sets more than the project, for each test anew. */
    public fun interface Configure {
        /** Called with the builder of one test. */
        public fun configure(builder: Builder)
    }

    public companion object {
        /** To set more than the project. */
        @JvmStatic
        public fun builder(project: TestProject): Builder = Builder(project)

        private fun names(project: TestProject) =
            Names(project.names("experiences"), project.variationNames(), project.names("goals"))

        private const val KEY = "convert-test"
        private const val LONGEST_WAIT_SECONDS = 10L
    }
}
