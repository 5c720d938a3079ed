package com.convert.sdk.inspect

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe

class MixReaderSpec : StringSpec({
    "a line is a kind of visitor, with its weight, attributes and location" {
        val kinds = VisitorKind.parseMix("country,weight,location.url\r\nUS,2.5,https://a/\r\nCA,1,https://b/\r\n")
        kinds.map { Triple(it.weight, it.attributes, it.location) } shouldBe listOf(
            Triple(2.5, mapOf("country" to "US"), mapOf("url" to "https://a/")),
            Triple(1.0, mapOf("country" to "CA"), mapOf("url" to "https://b/")),
        )
    }

    "numbers and booleans are taken as such unless quoted" {
        VisitorKind.parseMix("a,b,c,d,e\n1,2.5,true,\"1\",007")[0].attributes shouldBe
            mapOf("a" to 1L, "b" to 2.5, "c" to true, "d" to "1", "e" to "007")
    }

    "an empty field is left out, and a quoted one is empty text" {
        VisitorKind.parseMix("a,b\n,\"\"")[0].attributes shouldBe mapOf("b" to "")
    }

    "quoted fields hold commas, quotes and line breaks" {
        VisitorKind.parseMix("a\n\"x,\"\"y\"\"\nz\"")[0].attributes shouldBe mapOf("a" to "x,\"y\"\nz")
    }

    "what is no table is refused by its line" {
        val problems = listOf("", "a\n", "a,b\n1", "a,a\n1,2", "weight\nmany", "weight\n-1", "a\n\"open", "a\n\"x\"y")
            .map { shouldThrow<IllegalArgumentException> { VisitorKind.parseMix(it) }.message }
        problems shouldBe listOf(
            "line 1: a head is missing",
            "line 2: there is no line below the head",
            "line 2: 1 fields instead of 2",
            "line 1: two columns are 'a'",
            "line 2: a weight is a number of 0 or more",
            "line 2: a weight is a number of 0 or more",
            "line 2: a quoted field has no end",
            "line 2: text after a closing quote",
        )
    }
})
