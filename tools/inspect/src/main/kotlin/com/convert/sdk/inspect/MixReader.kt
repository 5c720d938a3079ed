package com.convert.sdk.inspect

/** Reads a mix of visitors from CSV. */
internal class MixReader(csv: String) {
    private val records = CsvReader(csv).read()

    fun read(): List<VisitorKind> {
        val head = records.firstOrNull()?.fields?.map { it.text.trim() } ?: throw problem(1, "a head is missing")
        if (records.size == 1) throw problem(2, "there is no line below the head")
        head.forEachIndexed { at, name -> if (name.isEmpty()) throw problem(1, "column ${at + 1} has no name") }
        head.groupBy { it }.values.firstOrNull { it.size > 1 }?.let { throw problem(1, "two columns are '${it[0]}'") }
        return records.drop(1).map { kind(head, it) }
    }

    private fun kind(head: List<String>, record: CsvRecord): VisitorKind {
        if (record.fields.size != head.size) {
            throw problem(record.line, "${record.fields.size} fields instead of ${head.size}")
        }
        val given = head.zip(record.fields).filterNot { (_, field) -> field.text.isEmpty() && !field.quoted }.toMap()
        val (location, attributes) = given.filterKeys { it != WEIGHT }.entries
            .partition { it.key.startsWith(LOCATION) }
        return VisitorKind(
            weight = given[WEIGHT]?.let { weight(it, record.line) } ?: 1.0,
            attributes = attributes.associate { it.key to attributeValue(it.value) },
            location = location.associate { it.key.removePrefix(LOCATION) to attributeValue(it.value) },
        )
    }

    private fun weight(field: CsvField, line: Int): Double =
        field.text.trim().toDoubleOrNull()?.takeIf { it >= 0 && it.isFinite() }
            ?: throw problem(line, "a weight is a number of 0 or more")

    private fun attributeValue(field: CsvField): Any =
        if (field.quoted) field.text else plainValue(field.text.trim())
}

/** Text as the number or boolean that it says. */
internal fun plainValue(text: String): Any = when {
    text == "true" -> true
    text == "false" -> false
    NUMBER.matches(text) -> text.toLongOrNull() ?: text.toDouble()
    else -> text
}

internal class CsvField(val text: String, val quoted: Boolean)

internal class CsvRecord(val line: Int, val fields: List<CsvField>)

/** CSV as RFC 4180 has it, with any line break; empty lines are left out. */
internal class CsvReader(text: String) {
    private val text = text.removePrefix("\uFEFF").replace("\r\n", "\n")
    private var at = 0
    private var line = 1

    fun read(): List<CsvRecord> {
        val records = ArrayList<CsvRecord>()
        while (at < text.length) {
            val record = record()
            if (record.fields.size > 1 || record.fields[0].text.isNotBlank()) records += record
        }
        return records
    }

    private fun record(): CsvRecord {
        val first = line
        val fields = arrayListOf(field())
        while (at < text.length && text[at] == ',') {
            at++
            fields += field()
        }
        if (at < text.length) {
            at++
            line++
        }
        return CsvRecord(first, fields)
    }

    private fun field(): CsvField {
        if (at < text.length && text[at] == '"') return quotedField()
        val end = text.indexOfAny(charArrayOf(',', '\n'), at).let { if (it < 0) text.length else it }
        return CsvField(text.substring(at, end), quoted = false).also { at = end }
    }

    private fun quotedField(): CsvField {
        val first = line
        val content = StringBuilder()
        at++
        while (true) {
            val char = text.getOrNull(at++) ?: throw problem(first, "a quoted field has no end")
            if (char == '\n') line++
            when {
                char != '"' -> content.append(char)
                text.getOrNull(at) == '"' -> content.append(text[at++])
                else -> break
            }
        }
        val next = text.getOrNull(at)
        if (next != null && next != ',' && next != '\n') throw problem(line, "text after a closing quote")
        return CsvField(content.toString(), quoted = true)
    }
}

private fun problem(line: Int, what: String) = IllegalArgumentException("line $line: $what")

private val NUMBER = Regex("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")
private const val WEIGHT = "weight"
private const val LOCATION = "location."
