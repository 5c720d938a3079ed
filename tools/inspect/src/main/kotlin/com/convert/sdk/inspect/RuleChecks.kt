package com.convert.sdk.inspect

/** Tries each part of a rule tree with one visitor's values, by asking the SDK about that part alone. */
internal class RuleChecks(private val data: Map<String, Any?>) {
    fun blocks(rules: Any?): List<RuleBlock> = below(rules, "OR").map { block ->
        RuleBlock(
            matched = matchesRules(mapOf("OR" to listOf(block)), data),
            groups = below(block, "AND").map(::group),
        )
    }

    private fun group(group: Any?) = RuleGroup(
        matched = matchesRules(mapOf("OR" to listOf(mapOf("AND" to listOf(group)))), data),
        checks = below(group, "OR_WHEN").map(::check),
    )

    private fun check(item: Any?): RuleCheck {
        val rule = item as? Map<*, *> ?: emptyMap<String, Any?>()
        val matching = rule["matching"] as? Map<*, *>
        val attribute = rule["key"] as? String
        return RuleCheck(
            attribute = attribute,
            matchType = matching?.get("match_type") as? String,
            negated = matching?.get("negated") == true,
            expected = rule["value"],
            expectedKind = if ("value" in rule) kindOf(rule["value"]) else "nothing",
            actualKind = if (attribute != null && attribute in data) kindOf(data[attribute]) else "missing",
            matched = matchesRules(onlyItem(item), data),
            note = malformation(item) ?: surprise(rule, matching),
        )
    }

    private fun surprise(rule: Map<*, *>, matching: Map<*, *>?): String? = when {
        matching?.get("match_type") != "isIn" -> null
        hasCapitals(rule["value"]) -> "isIn lower-cases the list only: a value with capital letters is never in it"
        else -> null
    }
}

internal fun below(node: Any?, level: String): List<Any?> = (node as? Map<*, *>)?.get(level) as? List<*> ?: emptyList()

/** A tree of this one comparison. */
internal fun onlyItem(item: Any?): Map<String, Any?> =
    mapOf("OR" to listOf(mapOf("AND" to listOf(mapOf("OR_WHEN" to listOf(item))))))

internal fun hasCapitals(value: Any?): Boolean = when (value) {
    is String -> value.any(Char::isUpperCase)
    is List<*> -> value.any(::hasCapitals)
    else -> false
}

/** Why a comparison holds for nobody, whatever the visitor brings; `null` when it is well-formed. */
internal fun malformation(item: Any?): String? {
    val rule = item as? Map<*, *> ?: return "not an object"
    val matching = rule["matching"] as? Map<*, *> ?: return "has no 'matching'"
    val type = matching["match_type"] as? String ?: return "has no match type"
    return when {
        type !in MATCH_TYPES -> "the match type ${quoted(type)} is unknown"
        matching["negated"] !is Boolean -> "'negated' is neither true nor false"
        "value" !in rule && type !in NEED_NO_VALUE -> "has no value"
        type == "regexMatches" && (rule["value"] as? String)?.let(::isPattern) == false -> "is no valid pattern"
        else -> null
    }
}

private val MATCH_TYPES = setOf(
    "equals", "equalsNumber", "matches", "less", "lessEqual", "contains", "isIn", "startsWith", "endsWith",
    "regexMatches", "exists", "not_exists", "doesNotExist",
)
private val NEED_NO_VALUE = setOf("exists", "doesNotExist")
