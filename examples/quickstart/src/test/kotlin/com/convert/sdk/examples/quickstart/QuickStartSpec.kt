package com.convert.sdk.examples.quickstart

import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly

/** The cells of each table's rows, without titles. */
private suspend fun tables(): List<List<List<String>>> = quickStart().split("\n\n").map { table ->
    table.lines().drop(2).map { line -> line.split(Regex(" {2,}")) }
}

private fun List<List<String>>.of(visitor: String): List<List<String>> =
    filter { it.first() == visitor }.map { it.drop(1).filter(String::isNotEmpty) }

class QuickStartSpec : StringSpec({
    "a visitor who qualifies gets a variation of each experience of this environment" {
        tables()[0].of("hanna") shouldContainExactly listOf(
            listOf("checkout", "one-page"),
            listOf("winter-sale", "loud"),
            listOf("club-prices", "shown"),
            listOf("new-search", "-", "the experience is for environment 'staging' only"),
        )
    }

    "a visitor who does not qualify is told what was missing" {
        tables()[0].of("ben") shouldContainExactly listOf(
            listOf("checkout", "three-pages"),
            listOf("winter-sale", "-", "the visitor's bucket value falls outside the traffic of every variation"),
            listOf(
                "club-prices",
                "-",
                "the visitor has to match one of the audiences 'club-members' and does not match 'club-members'",
            ),
            listOf("new-search", "-", "the experience is for environment 'staging' only"),
        )
    }

    "features come with variables of their declared types, or with the experience that would have served them" {
        tables()[1].of("hanna") shouldContainExactly listOf(
            listOf("express-pay", "{provider=QuickPay, timeout=30}"),
            listOf("sale-banner", "{headline=Warm books, discount=0.15}"),
            listOf("club-badge", "{badge=true, tiers=[silver, gold]}"),
            listOf("dark-mode", "-", "no variation of any experience carries it"),
        )
        tables()[1].of("chloe").first() shouldContainExactly
            listOf("express-pay", "-", "the visitor gets no variation that carries it; it is carried by 'checkout'")
    }
})
