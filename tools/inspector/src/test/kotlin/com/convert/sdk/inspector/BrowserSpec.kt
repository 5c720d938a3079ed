package com.convert.sdk.inspector

import com.convert.sdk.Core
import com.convert.sdk.inspector.fixture.Chromium
import com.convert.sdk.inspector.fixture.mount
import com.convert.sdk.inspector.fixture.remoteCore
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.ktor.server.cio.CIO
import io.ktor.server.engine.EmbeddedServer
import io.ktor.server.engine.embeddedServer
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.JsonArray
import java.net.ServerSocket
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import kotlin.io.path.exists
import kotlin.io.path.readText

private val wanted = System.getProperty("inspector.browser").toBoolean()
private val browser = if (wanted) Chromium.find() else null

/** The page in a real browser: `-Pbrowser`, and Debian's package chromium. Skipped without either, never run in CI. */
class BrowserSpec : StringSpec({
    if (browser == null) skipped() else tries(browser)
})

private fun StringSpec.skipped() {
    val why = if (wanted) "there is no chromium on the PATH" else "-Pbrowser runs it"
    "the page in a real browser".config(enabled = false) { }
    println("The page was not tried in a real browser: $why.")
}

private fun StringSpec.tries(browser: Path) {
    val port = ServerSocket(0).use { it.localPort }
    val core = runBlocking { remoteCore() }
    val inspector = Inspector(core)
    var server = serve(port, inspector)
    val page = Chromium.start(browser)
    val address = "http://localhost:$port/convert/inspector"

    afterSpec {
        page.close()
        server.stop()
        core.close()
    }

    "it opens, and goes to the address that its links are relative to" {
        page.size(1360, 1000)
        page.open(address)
        page.eventuallyTrue("document.querySelectorAll('.card').length === 4")
        page.text("location.pathname") shouldBe "/convert/inspector/"
        page.eventuallyTrue("document.getElementById('link').textContent === 'live'")
        page.text("document.getElementById('state').textContent") shouldBe "Ready"
    }

    "it fills while requests run" {
        traffic(core, 400)
        page.eventuallyTrue("document.getElementById('cards').textContent.includes('split as planned')")
        page.eventuallyTrue("document.querySelectorAll('#feed li').length === 100")
        page.eventuallyTrue("Number(document.getElementById('decided').textContent.replace(/,/g, '')) >= 1200")
    }

    "it explains a decision, by keyboard alone" {
        page.evaluate("document.getElementById('key').focus()")
        page.press(Chromium.Key.Tab)
        page.type("hanna-unseen")
        page.press(Chromium.Key.Tab)
        page.type("country = DE\nmember = true")
        repeat(2) { page.press(Chromium.Key.Tab) }
        page.press(Chromium.Key.Enter)
        page.eventuallyTrue("document.querySelector('.verdict')?.textContent.endsWith('turned away at audience')")
        val answer = page.text("document.getElementById('answer').textContent")
        answer shouldContain "country matches: expects text, got text"
        answer shouldNotContain "hanna-unseen"
        type(page, "attributes", "country = US")
        page.evaluate("document.getElementById('explain').requestSubmit()")
        page.eventuallyTrue("document.querySelector('.verdict')?.textContent.startsWith('Variation ')")
    }

    "it says what is wrong with a question" {
        type(page, "attributes", "no value")
        page.evaluate("document.getElementById('explain').requestSubmit()")
        page.eventuallyTrue("document.getElementById('answer').textContent.includes('has no value')")
        type(page, "attributes", "country = US")
        page.evaluate("document.getElementById('explain').requestSubmit()")
        page.eventuallyTrue("document.querySelector('.verdict')")
    }

    "it forces a variation for this browser, survives a reload, and ends it" {
        page.evaluate("document.querySelector('[aria-label^=\"Preview one-page\"]').click()")
        page.eventuallyTrue("!document.getElementById('preview').hidden")
        page.open("$address/")
        page.eventuallyTrue("document.getElementById('previewed').textContent === 'one-page of checkout, for an hour'")
        page.eventuallyTrue("document.querySelectorAll('.card').length === 4")
        page.evaluate("document.getElementById('end-preview').click()")
        page.eventuallyTrue("document.getElementById('preview').hidden")
    }

    "axe-core finds nothing serious, light and dark, wide and on a phone" {
        val axe = axe()
        page.evaluate("document.getElementById('key').value = 'checkout'")
        type(page, "visitor", "ann")
        page.evaluate("document.getElementById('explain').requestSubmit()")
        page.eventuallyTrue("document.querySelector('.verdict')")
        page.evaluate(axe + "; 0")
        for ((width, dark) in listOf(1360 to false, 1360 to true, 390 to false, 390 to true)) {
            page.size(width, 900, dark, phone = width < 500)
            val found = page.evaluate(
                "axe.run().then(r => r.violations.filter(v => ['serious', 'critical', 'moderate'].includes(v.impact))" +
                    ".map(v => v.id + ': ' + v.nodes.map(n => n.html + n.failureSummary).slice(0, 3).join('\\n')))",
            )
            withClue("$width pixels, dark: $dark") { (found as JsonArray).map { "$it" }.shouldBeEmpty() }
        }
    }

    "nothing is cut off or beside the screen, from a phone's width up" {
        for (width in listOf(320, 390, 768, 1024, 1360, 1920)) {
            page.size(width, 900)
            withClue("$width pixels") { page.text("document.documentElement.scrollWidth <= $width") shouldBe "true" }
        }
    }

    "it can be photographed" {
        val folder = System.getProperty("inspector.screenshots").ifEmpty { "target" }.let(Path::of)
        val pictures = listOf(Triple("wide", 1360, false), Triple("phone", 390, false), Triple("dark", 1360, true))
        for ((name, width, dark) in pictures) {
            page.size(width, if (width < 500) 1500 else 1100, dark, phone = false)
            traffic(core, 20)
            page.eventuallyTrue("document.querySelector('.verdict')")
            page.screenshot(folder.resolve("inspector-$name.png"))
        }
    }

    "no error was written to the console, and nothing was asked for elsewhere" {
        page.errors.shouldBeEmpty()
        page.requests.filterNot { it.startsWith(address) || it == "about:blank" }.shouldBeEmpty()
    }

    "it comes back when the server does, and shows an instance that was closed" {
        server.stop(0, 0)
        page.eventuallyTrue("document.getElementById('link').textContent === 'reconnecting'")
        core.close()
        server = serve(port, inspector)
        page.eventuallyTrue("document.getElementById('link').textContent === 'live'")
        page.eventuallyTrue("document.getElementById('state').textContent === 'Closed'")
        page.eventuallyTrue("!document.getElementById('problem').hidden")
        page.text("document.querySelectorAll('.card').length") shouldBe "4"
    }
}

private fun serve(port: Int, inspector: Inspector): EmbeddedServer<*, *> =
    embeddedServer(CIO, port = port, host = "127.0.0.1") { mount(inspector, "/convert/inspector") }.start()

private suspend fun traffic(core: Core, visitors: Int) = repeat(visitors) { number ->
    val attributes = mapOf("country" to if (number % 3 == 0) "DE" else "US", "member" to true)
    val context = core.createContext("visitor-${core.metrics.decisions}-$number", attributes)
    context.runExperience("checkout")
    context.runExperience("winter-sale")
    context.runFeature("club-badge")
    if (number % 9 == 0) context.trackConversion("purchase")
}

private fun type(page: Chromium, id: String, text: String) {
    page.evaluate("(() => { const e = document.getElementById('$id'); e.focus(); e.value = '$text'; })()")
}

/** Fetched from npm for the test; it is not a part of this project. */
private fun axe(): String {
    val folder = Path.of("target", "axe")
    val script = folder.resolve("node_modules/axe-core/axe.min.js")
    if (!script.exists()) {
        Files.createDirectories(folder)
        val wanted = "axe-core@" + System.getProperty("axe-core.version")
        val install = ProcessBuilder("npm", "install", "--no-save", "--silent", "--prefix", "$folder", wanted)
            .redirectErrorStream(true).start()
        val isDone = install.waitFor(2, TimeUnit.MINUTES) && install.exitValue() == 0
        check(isDone) { "npm: " + install.inputStream.reader().readText() }
    }
    return script.readText()
}
