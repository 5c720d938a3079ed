package com.convert.sdk.examples.quickstart

import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.string.shouldStartWith

/** The cells of each table's rows, without titles: experiences, then features. */
private suspend fun tables(): List<List<List<String>>> = quickStart().split("\n\n").subList(1, 3).map { table ->
    table.lines().drop(2).map { line -> line.split(Regex(" {2,}")) }
}

private fun List<List<String>>.of(visitor: String): List<List<String>> =
    filter { it.first() == visitor }.map { it.drop(1).filter(String::isNotEmpty) }

class QuickStartSpec : StringSpec({
    "a visitor who qualifies gets a variation of each experience of this environment" {
        tables()[0].of("hanna") shouldContainExactly listOf(
            listOf("checkout", "one-page", "bucket 8063"),
            listOf("winter-sale", "loud", "bucket 6756"),
            listOf("club-prices", "shown", "bucket 5451"),
            listOf("new-search", "-", "only in staging"),
        )
    }

    "a visitor who does not qualify is told what was missing" {
        tables()[0].of("ben") shouldContainExactly listOf(
            listOf("checkout", "three-pages", "bucket 2211"),
            listOf("winter-sale", "-", "bucket 8709 is outside the traffic"),
            listOf("club-prices", "-", "not in club-members"),
            listOf("new-search", "-", "only in staging"),
        )
    }

    "features come with variables of their declared types, or with the experience that would have served them" {
        tables()[1].of("hanna") shouldContainExactly listOf(
            listOf("express-pay", "{provider=QuickPay, timeout=30}", "by checkout"),
            listOf("sale-banner", "{headline=Warm books, discount=0.15}", "by winter-sale"),
            listOf("club-badge", "{badge=true, tiers=[silver, gold]}", "by club-prices"),
            listOf("dark-mode", "-", "in no variation"),
        )
        tables()[1].of("chloe").first() shouldContainExactly listOf("express-pay", "-", "only with checkout")
    }

    "it begins with a headline, ends with what to try next, and fits 100 columns" {
        val lines = quickStart().lines()
        lines.first() shouldStartWith "A sample book shop: 4 experiences and 4 features"
        lines shouldContain "Try next"
        lines.filter { it.length > 100 }.shouldBeEmpty()
    }
})
