package com.convert.sdk.inspector

import com.convert.sdk.inspector.fixture.BOOKSHOP
import com.convert.sdk.inspector.fixture.eventually
import com.convert.sdk.inspector.fixture.get
import com.convert.sdk.inspector.fixture.inspectorAt
import com.convert.sdk.inspector.fixture.post
import com.convert.sdk.inspector.fixture.remoteCore
import com.convert.sdk.inspector.fixture.state
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import com.convert.sdk.inspector.fixture.text as bodyText

/** Ids, values, keys and tokens all have this word in them. */
private const val SECRET = "secret"

class PrivacySpec : StringSpec({
    "nothing that leaves the page holds a visitor's id, a value, a key or a token" {
        // The rule's value is the visitor's, once it matched.
        val json = BOOKSHOP.replace("\"US\"", "\"US-secret\"")
        remoteCore(json).use { core ->
            val inspector = inspectorAt(core)
            val said = ArrayList<String>()
            inspector.watch().use { watch ->
                said += watch.next()
                val attributes = mapOf("country" to "US-secret", "mail" to "mail-secret")
                val context = core.createContext("visitor-secret", attributes)
                context.runExperience("checkout")
                context.runFeature("express-pay")
                context.setSegments(mapOf("country" to "segment-secret"))
                context.trackConversion("purchase")
                core.flush()
                eventually { "delivered" in inspector.state().text("feed") }
                said += watch.next()
            }
            for (path in listOf("", "/", "/app.js", "/style.css", "/state", "/preview", "/events", "/x-secret")) {
                val cookies = "Cookie" to "convert_preview=3001.3102; s=cookie-secret"
                said += whole(inspector.respond(get(path, "127.0.0.1", cookies)))
            }
            for (key in listOf("checkout", "express-pay", "club-prices")) {
                val body = """{"key": "$key", "visitor": "visitor-secret", "attributes": {"country": "US-secret"},
                    "location": {"url": "url-secret"}}"""
                val request = post("/explain", body)
                said += "$request"
                val answer = whole(inspector.respond(request))
                answer shouldContain "200"
                said += answer
            }
            said += whole(inspector.respond(post("/explain", """{"visitor": "visitor-secret", "key": 5}""")))
            said += whole(inspector.respond(post("/explain", """{ visitor-secret """)))
            said += whole(inspector.respond(post("/preview", """{"experience": "3001-secret", "variation": "x"}""")))
            said += "$inspector"
            for (text in said) withClue(text.take(3_000)) { text.lowercase() shouldNotContain SECRET }
        }
    }
})

private fun whole(response: InspectorResponse) = "${response.status} ${response.headers} ${response.bodyText()}"

private fun kotlinx.serialization.json.JsonObject.text(name: String) = getValue(name).toString()
