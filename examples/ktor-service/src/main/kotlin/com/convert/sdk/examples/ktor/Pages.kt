package com.convert.sdk.examples.ktor

import com.convert.sdk.ktor.server.convert
import io.ktor.http.ContentType
import io.ktor.server.application.Application
import io.ktor.server.application.ApplicationCall
import io.ktor.server.response.respondText
import io.ktor.server.routing.get
import io.ktor.server.routing.post
import io.ktor.server.routing.routing

/** What a customer sees: a headline, a checkout of one page or three, a button to pay with. */
internal fun Application.pages(standIn: StandIn) = routing {
    get("/") {
        val headline = call.convert.experience("headline") {
            variation("question") { "What will you read next?" }
            otherwise { "All books, one shop" }
        }
        val checkout = call.convert.experience("checkout") {
            variation("one-page") { "one page" }
            variation("three-pages") { "three pages" }
            otherwise { "the old pages" }
        }
        val provider = call.convert.feature("express-pay")?.variables?.getString("provider") ?: "a card"
        call.respondPage(
            """
            <h1>$headline</h1>
            <p>Checkout with <b>$checkout</b>.</p>
            <form method="post" action="/buy"><button>Buy a book with $provider</button></form>
            """.trimIndent(),
        )
    }
    post("/buy") {
        val purchase = call.convert.trackConversion("purchase") {
            revenue = call.request.queryParameters["amount"]?.toDoubleOrNull() ?: BOOK
        }
        call.respondPage("<h1>Thank you</h1>\n<p>The purchase is <b>${purchase.status}</b>.</p>")
    }
    get("/events") {
        val told = standIn.arrived.joinToString("\n") { "<pre>${it.replace("&", "&amp;").replace("<", "&lt;")}</pre>" }
        call.respondPage("<h1>What Convert was told</h1>\n$told")
    }
}

private suspend fun ApplicationCall.respondPage(content: String) = respondText(
    """
    |<!doctype html>
    |<html lang="en"><head><meta charset="utf-8"><title>Book shop</title></head><body>
    |$content
    |<p><a href="/">Shop</a> · <a href="/events">What Convert was told</a> ·
    |<a href="/convert/inspector/">The live page</a></p>
    |<p>At home in <a href="/?country=US">the US</a> · <a href="/?country=FR">France</a> ·
    |<a href="/?convert_preview=3001.3102">Preview of the checkout on one page</a></p>
    |</body></html>
    """.trimMargin(),
    ContentType.Text.Html,
)

private const val BOOK = 49.99
