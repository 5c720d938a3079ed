package com.convert.sdk.inspect

import com.convert.sdk.ConfigEntity

/**
 * Whether somebody can meet a rule tree. Values that a rule is about are tried on the rule itself: what does not match
 * even its own value is found without knowing how any comparison works.
 */
internal class RuleCheckup(private val findings: Findings, private val entity: ConfigEntity) {
    private var malformed = false

    fun run(rules: Any?) {
        val blocks = below(rules, "OR")
        val items = blocks.flatMap { below(it, "AND") }.flatMap { below(it, "OR_WHEN") }
        if (items.isEmpty()) {
            problem("empty_rules", "its rules have no comparison, so they match nobody")
            return
        }
        // One of these anywhere decides by itself, and is looked at with all experiences.
        if (items.any { (it as? Map<*, *>)?.get("rule_type") == EXCLUSION }) return
        items.forEach(::item)
        if (!malformed) blocks.forEachIndexed { at, block -> block(block, if (blocks.size > 1) at + 1 else null) }
    }

    private fun item(item: Any?) {
        malformation(item)?.let {
            malformed = true
            problem("malformed_rule", "the comparison ${described(item)} $it, so it matches nobody")
            return
        }
        val rule = item as Map<*, *>
        val type = (rule["matching"] as Map<*, *>)["match_type"]
        if (rule["key"] !is String && type !in setOf("exists", "doesNotExist")) {
            problem("no_attribute", "the comparison ${described(item)} names no attribute, so it matches nobody")
        } else if ((rule["matching"] as Map<*, *>)["negated"] == false) {
            ownValue(rule, "$type")
        }
    }

    /** A comparison that its own value does not meet. */
    private fun ownValue(rule: Map<*, *>, type: String) {
        val key = rule["key"] as? String ?: return
        val own = ownValues(rule["value"], type)
        val missed = own.filterNot { matchesRules(onlyItem(rule), mapOf(key to it)) }
        if (missed.isEmpty()) return
        val reached = (probes(rule).filter { matchesRules(onlyItem(rule), mapOf(key to it)) }).firstOrNull()
        val what = "${described(rule)}: a visitor whose value is ${missed.joinToString { brief(it) }} does not match"
        when {
            type == "isIn" && reached != null -> {
                val why = "since the list is lower-cased and the value is not"
                problem("capitals_in_list", "$what, $why; ${brief(reached)} does")
            }
            reached == null -> problem("matches_nobody", "the comparison ${described(rule)} matches nobody")
            else -> problem("own_value_missed", what)
        }
    }

    /** Conditions that cannot all hold: every combination of the values that they are about is tried. */
    private fun block(block: Any?, number: Int?) {
        val items = below(block, "AND").flatMap { below(it, "OR_WHEN") }.filterIsInstance<Map<*, *>>()
        if (items.isEmpty() || items.any { (it["matching"] as? Map<*, *>)?.get("match_type") in HARD_TO_PROBE }) return
        val candidates = items.groupBy { it["key"] as? String ?: return }
            .mapValues { (_, about) -> about.flatMap(::probes).distinct() + MISSING }
        val combinations = candidates.values
            .fold(1L) { product, values -> (product * values.size).coerceAtMost(TOO_MANY) }
        if (combinations >= TOO_MANY) return
        val tree = mapOf("OR" to listOf(block))
        if (combinations(candidates.toList()).none { matchesRules(tree, it) }) {
            val which = number?.let { "alternative $it" } ?: "the rules"
            problem("contradiction", "$which cannot be met: the conditions contradict one another")
        }
    }

    private fun combinations(candidates: List<Pair<String, List<Any?>>>): Sequence<Map<String, Any?>> =
        candidates.fold(sequenceOf(emptyMap())) { maps, (name, values) ->
            maps.flatMap { map -> values.asSequence().map { if (it === MISSING) map else map + (name to it) } }
        }

    private fun problem(code: String, message: String) = findings.problem(code, entity, message)

    private fun described(item: Any?): String {
        val rule = item as? Map<*, *> ?: return brief(item)
        val matching = rule["matching"] as? Map<*, *>
        val negated = if (matching?.get("negated") == true) "not " else ""
        val value = if ("value" in rule) " ${brief(rule["value"])}" else ""
        return "'${shown("${rule["key"]}")} $negated${shown("${matching?.get("match_type")}")}$value'"
    }
}

/** Values that the comparison is meant to match. */
private fun ownValues(value: Any?, type: String): List<Any?> = when (type) {
    "equals", "equalsNumber", "matches", "contains", "startsWith", "endsWith" ->
        if (value is String || value is Number || value is Boolean) listOf(value) else emptyList()
    "isIn" -> when (value) {
        is String -> value.split('|')
        is List<*> -> value.filter { it is String }
        else -> listOf(value)
    }
    "less", "lessEqual" -> lower(value)
    else -> emptyList()
}

/** A value below the limit, and the limit. */
private fun lower(limit: Any?): List<Any?> = when (limit) {
    is Number -> listOf(limit.toDouble() - 1)
    is String -> limit.toDoubleOrNull()?.let { listOf(it - 1) } ?: emptyList()
    else -> emptyList()
}

/** Values on both sides of what the comparison asks. */
internal fun probes(rule: Map<*, *>): List<Any?> {
    val value = rule["value"]
    val parts = if (value is String) value.split('|') else listOf(value)
    val number = (value as? Number)?.toDouble() ?: (value as? String)?.toDoubleOrNull()
    val around = number?.let { listOf(it - 1, it, it + 1) }.orEmpty()
    val items = (value as? List<*>).orEmpty()
    val texts = (parts + items).filterIsInstance<String>()
    return (listOf(value) + parts + items + texts.map { it.lowercase() } + around + OTHERS).distinct()
}

private val MISSING = Any()
private val OTHERS = listOf<Any?>("", "~", true, false, null)
private val HARD_TO_PROBE = setOf("regexMatches")
private const val EXCLUSION = "bucketed_into_experience_key"
private const val TOO_MANY = 20_000L
