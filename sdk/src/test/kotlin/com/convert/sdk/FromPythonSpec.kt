package com.convert.sdk

import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import java.nio.file.Path

/** docs/from-python.md is read as it is, and everything it names is looked for in the compiled classes. */
class FromPythonSpec : StringSpec({
    val rows = FromPythonTable.read(Path.of("../docs/from-python.md"))
    val counterparts = rows.filter { it.counterpart != null }

    "every counterpart exists" {
        counterparts.filterNot { Counterpart(it.counterpart!!).exists() } shouldBe emptyList()
    }

    "every default is the one of the default settings" {
        val listed = counterparts.mapNotNull { row -> row.cells["Default here"]?.let { row.counterpart!! to it } }
        listed.map { (name, _) -> name to Counterpart(name).default() } shouldBe listed
    }

    "every value is the wire name" {
        val listed = counterparts.mapNotNull { row -> row.cells["Value"]?.let { row.counterpart!! to it } }
        listed.map { (name, _) -> name to Counterpart(name).wireName() } shouldBe listed
    }

    "every error stands where the tree says and carries its code" {
        val listed = counterparts.filter { it.cells["Under"] != null }
        listed.filterNot { Counterpart(it.counterpart!!).parent() == it.cells["Under"] } shouldBe emptyList()
        val coded = listed.mapNotNull { row -> row.cells["Code"]?.let { row.counterpart!! to it } }
        coded.map { (name, _) -> name to Counterpart(name).code() } shouldBe coded
    }

    "the closed sets have no member that the page leaves out" {
        val named = counterparts.map { it.counterpart }
        Counterpart.closedSets().filterNot { it in named } shouldBe emptyList()
    }

    "what has no counterpart says why" {
        rows.filter { it.counterpart == null && it.cells["Note"] == null } shouldBe emptyList()
    }

    // A row that is lost, or a table that is no longer read, would make the rest pass for nothing.
    "every row is read, and names something once a table" {
        rows.size shouldBe ROWS
        rows.filter { it.python != "—" }.groupBy { it.section to it.python }.filterValues { it.size > 1 }.keys shouldBe
            emptySet()
    }
})

private const val ROWS = 231
