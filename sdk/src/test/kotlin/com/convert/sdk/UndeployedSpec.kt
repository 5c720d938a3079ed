package com.convert.sdk

import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.fixture.FAULT_PROJECT
import com.convert.sdk.fixture.HttpsServer
import com.convert.sdk.fixture.Reply
import com.convert.sdk.fixture.trustStoreOptions
import com.convert.sdk.internal.tracking.ChildJvm
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.engine.spec.tempfile
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.runBlocking
import java.io.File
import java.lang.ref.WeakReference
import java.net.URLClassLoader
import java.nio.file.Path
import kotlin.concurrent.thread
import kotlin.io.path.Path
import kotlin.io.path.exists
import kotlin.io.path.listDirectoryEntries
import kotlin.time.Duration.Companion.seconds

/**
 * A web application that is taken out of its server: nothing holds its classes, the SDK's and their libraries', with
 * the engine that is the default. With CIO, threads of the libraries' own stay.
 */
@Tags("slow")
class UndeployedSpec : StringSpec({
    val newer = newerJdk()
    val trust = trustStoreOptions(tempfile("trust", ".p12"))

    "three times in turn, the class loader with the SDK and its libraries is collected" {
        undeploy(trust, Path(System.getProperty("java.home")))
    }

    "so it is on a newer JDK (here ${newer?.fileName ?: "is none"})".config(enabled = newer != null) {
        undeploy(trust, checkNotNull(newer))
    }
})

private fun undeploy(trust: List<String>, home: Path) {
    HttpsServer { if (it.method == "GET") Reply.json(FAULT_PROJECT) else Reply.of(200) }.use { server ->
        ChildJvm(UndeployedChild::class.java.name, server.url, options = trust, home = home).use {
            it.await() shouldContainExactly List(3) { "collected" }
        }
    }
}

/** Where Linux distributions put JDKs. */
private fun newerJdk(): Path? = Path("/usr/lib/jvm").takeIf { it.exists() }?.listDirectoryEntries().orEmpty()
    .filter { it.resolve("bin/java").exists() && it.resolve("release").exists() }
    .associateWith { version(it) }.filterValues { it > Runtime.version().feature() }
    .maxByOrNull { it.value }?.key

private fun version(home: Path): Int = home.resolve("release").toFile().readLines()
    .firstNotNullOfOrNull { Regex("JAVA_VERSION=\"(\\d+).*").matchEntire(it) }?.groupValues?.get(1)?.toInt() ?: 0

/** The server: deploys [Application] three times and says what has become of its class loader. */
internal object UndeployedChild {
    @JvmStatic
    fun main(arguments: Array<String>) = repeat(3) {
        val loader = deploy(arguments)
        println(if (isCollected(loader)) "collected" else "held; threads: ${Thread.getAllStackTraces().keys}")
    }

    private fun deploy(arguments: Array<String>): WeakReference<ClassLoader> {
        val path = System.getProperty("java.class.path").split(File.pathSeparator).map { File(it).toURI().toURL() }
        val loader = URLClassLoader(path.toTypedArray(), ClassLoader.getPlatformClassLoader())
        val main = loader.loadClass(Application::class.java.name).getMethod("main", Array<String>::class.java)
        // On a thread of its own: what the application leaves in thread-locals is not ours.
        thread(contextClassLoader = loader) { main.invoke(null, arguments) }.join()
        loader.close()
        return WeakReference(loader)
    }

    private fun isCollected(loader: WeakReference<ClassLoader>): Boolean = runBlocking {
        try {
            eventually(30.seconds) {
                System.gc()
                loader.get() shouldBe null
            }
            true
        } catch (_: AssertionError) {
            false
        }
    }
}

/** Loads, decides, tracks, listens and closes. */
internal object Application {
    @JvmStatic
    fun main(arguments: Array<String>) = runBlocking {
        val config = SdkConfig {
            sdkKey = "1001/2002"
            transport {
                baseUrl = arguments[0]
                trackBaseUrl = arguments[0]
            }
        }
        Core(config).use { core ->
            core.on<LifecycleEvent> { }
            core.initialize()
            check(core.createContext("visitor").runExperience("exp-e1") != null)
            core.flush()
            check(core.metrics.eventsDelivered == 1L)
        }
    }
}
