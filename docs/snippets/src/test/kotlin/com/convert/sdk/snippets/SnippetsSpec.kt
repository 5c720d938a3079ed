package com.convert.sdk.snippets

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import java.nio.file.Path
import kotlin.io.path.name
import kotlin.io.path.writeText

/** `-Ddocs.update=true` writes the pages anew; the change is then reviewed as a diff. */
class SnippetsSpec : StringSpec({
    val regions = Regions.below(
        Path.of("src"),
        // What needs Spring compiles and runs in its own module.
        Path.of("../../integrations/spring-boot/autoconfigure/src/test"),
        Path.of("../fleet-snippets/src"),
        Path.of("../../batch/spark/src/test"),
        Path.of("../../integrations/redis/src/test"),
    )
    val pages = Page.allBelow(Path.of("../.."))

    "every block of Kotlin or Java shows a region that compiles and runs" {
        for (page in pages) {
            val shown = page.with(regions)
            if (System.getProperty("docs.update").toBoolean()) page.file.writeText(shown)
            withClue("${page.file.name}: run this test with -Ddocs.update=true after changing a region") {
                page.text() shouldBe shown
            }
        }
    }

    "no block of Kotlin or Java stands without the name of its region" {
        pages.flatMap { it.namelessBlocks() } shouldBe emptyList()
    }

    "every recipe in Kotlin is followed by the one in Java" {
        pages.flatMap { it.regionsWithoutJava() } shouldBe emptyList()
    }

    "every region is shown somewhere" {
        regions.names - pages.flatMap { it.regionNames() }.toSet() shouldBe emptySet()
    }
})
