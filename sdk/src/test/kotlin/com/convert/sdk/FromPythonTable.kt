package com.convert.sdk

import java.nio.file.Path
import kotlin.io.path.readLines

/** The tables of docs/from-python.md. */
internal object FromPythonTable {
    /**
     * One row of a table.
     *
     * @property cells what stands below each title, without backticks; empty cells are left out.
     */
    data class Row(val section: String, val cells: Map<String, String>) {
        val python: String = cells.getValue("Python")
        val counterpart: String? = cells.getValue("Counterpart").takeUnless { it == "—" }

        override fun toString(): String = "$section: $python -> $counterpart"
    }

    fun read(file: Path): List<Row> {
        val rows = ArrayList<Row>()
        var section = ""
        var titles = emptyList<String>()
        for (line in file.readLines()) {
            when {
                line.startsWith("## ") -> section = line.removePrefix("## ")
                !line.startsWith("|") -> titles = emptyList()
                titles.isEmpty() -> titles = cells(line)
                "Counterpart" in titles && !line.startsWith("| ---") -> rows += Row(section, titles.row(cells(line)))
            }
        }
        return rows
    }

    private fun cells(line: String): List<String> =
        line.trim().removeSurrounding("|").split("|").map { it.trim().replace("`", "") }

    private fun List<String>.row(cells: List<String>): Map<String, String> {
        check(size == cells.size) { "a row of ${cells.size} cells below $size titles: $cells" }
        return zip(cells).toMap().filterValues(String::isNotEmpty)
    }
}
