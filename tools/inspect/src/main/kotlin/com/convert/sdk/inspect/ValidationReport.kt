package com.convert.sdk.inspect

import com.convert.sdk.EntityType
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** How much a finding matters. */
public enum class Severity {
    /** Decisions are not what somebody meant. */
    PROBLEM,

    /** It is fine as it is, and may surprise. */
    NOTE,
}

/**
 * Something that loads and will surprise.
 *
 * @property severity how much it matters.
 * @property code which check found it, such as `traffic_over_100`; stable between releases.
 * @property type the type of the entity that it is about; `null` when it is about none.
 * @property key the entity's key, or id without one; empty as [type].
 * @property message in words: what is so, and what follows from it.
 */
@ConsistentCopyVisibility
public data class ValidationFinding internal constructor(
    public val severity: Severity,
    public val code: String,
    public val type: EntityType?,
    public val key: String,
    public val message: String,
)

/**
 * All that was found in a configuration.
 *
 * @property findings problems first, each kind in configuration order.
 * @property checked how many entities were looked at.
 */
public class ValidationReport internal constructor(
    public val findings: List<ValidationFinding>,
    public val checked: Int,
) : Report {
    /** Whether there is a problem; notes do not count. */
    override val hasFindings: Boolean get() = findings.any { it.severity == Severity.PROBLEM }

    override fun toJson(): JsonObject = buildJsonObject {
        put("checked", checked)
        put("findings", JsonArray(findings.map(::findingJson)))
    }

    private fun findingJson(finding: ValidationFinding) = buildJsonObject {
        put("severity", finding.severity.name.lowercase())
        put("code", finding.code)
        put("type", finding.type?.wireName)
        put("key", finding.key)
        put("message", finding.message)
    }

    override fun toText(style: TextStyle): String {
        val problems = findings.count { it.severity == Severity.PROBLEM }
        val notes = findings.size - problems
        val head = "$checked entities: " + counted(problems, "problem") + ", " + counted(notes, "note")
        return (listOf(style.strong(head)) + findings.flatMap { lines(it, style) }).joinToString("\n")
    }

    private fun lines(finding: ValidationFinding, style: TextStyle): List<String> {
        val severity = finding.severity.name.lowercase()
        val mark = if (finding.severity == Severity.PROBLEM) style.bad(severity) else style.faint("$severity   ")
        val about = finding.type?.let { "${it.wireName.removeSuffix("s")} ${quoted(finding.key)}: " }.orEmpty()
        return listOf("$mark  $about${finding.message}  " + style.faint("[${finding.code}]"))
    }
}
