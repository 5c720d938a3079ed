package com.convert.sdk.internal.evaluation.rules

import io.kotest.core.spec.style.StringSpec
import io.kotest.inspectors.forAll
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe

private const val DEPTH = 100_000

private object NoTrouble : EvaluationWarnings {
    override fun patternCutShort() = error("no pattern is slow here")

    override fun exclusionTargetMissing(experienceKey: String) = error("nothing here resolves an exclusion")
}

private fun item(type: Any?, value: Any?, negated: Any? = false, key: Any? = "k"): Map<String, Any?> = mapOf(
    "rule_type" to "generic_text_key_value",
    "key" to key,
    "value" to value,
    "matching" to mapOf("match_type" to type, "negated" to negated),
)

private fun anyOf(vararg items: Any?): Map<String, Any?> = mapOf("OR_WHEN" to items.toList())

private fun allOf(vararg groups: Any?): Map<String, Any?> = mapOf("AND" to groups.toList())

private fun rules(vararg blocks: Any?): Map<String, Any?> = mapOf("OR" to blocks.toList())

private fun single(item: Any?): Map<String, Any?> = rules(allOf(anyOf(item)))

private fun matches(rules: Any?, data: Map<String, Any?>): Boolean = RuleTree.compile(rules).matches(data, NoTrouble)

private fun holds(type: String, value: Any?, test: Any?, negated: Boolean = false): Boolean =
    matches(single(item(type, test, negated)), mapOf("k" to value))

private val yes = item("equals", "1")
private val no = item("equals", "2")
private val data = mapOf("k" to 1)

class RuleTreeSpec : StringSpec({
    "one block is enough, a block needs all groups, a group needs one item" {
        matches(rules(allOf(anyOf(no)), allOf(anyOf(yes))), data) shouldBe true
        matches(rules(allOf(anyOf(yes), anyOf(no))), data) shouldBe false
        matches(rules(allOf(anyOf(yes), anyOf(no, yes))), data) shouldBe true
    }

    "garbage compiles and never matches" {
        listOf(
            null, 5, "x", emptyList<Any>(), emptyMap<String, Any>(), rules(), mapOf("OR" to mapOf("AND" to 1)),
            rules(5, "x", allOf()), rules(allOf(anyOf())), single("x"), single(emptyMap<String, Any>()),
        ).forAll { matches(it, data) shouldBe false }
    }

    "a null node ends the evaluation, unless it was decided before" {
        matches(rules(null, allOf(anyOf(yes))), data) shouldBe false
        matches(rules(allOf(null), allOf(anyOf(yes))), data) shouldBe false
        matches(rules(allOf(anyOf(yes)), null), data) shouldBe true
        matches(rules(allOf(anyOf(no), null), allOf(anyOf(yes))), data) shouldBe true
        matches(rules(allOf(anyOf(no, null)), allOf(anyOf(yes))), data) shouldBe false
        matches(rules(allOf(anyOf(yes - "matching" + ("matching" to null), yes))), data) shouldBe false
    }

    "an item needs a text match type, a boolean negation and a value" {
        matches(single(item(5, "1")), data) shouldBe false
        matches(single(item("equals", "1", negated = "false")), data) shouldBe false
        matches(single(item("equals", "1", negated = null)), data) shouldBe false
        matches(single(yes - "value"), data) shouldBe false
        matches(single(yes - "matching"), data) shouldBe false
        matches(single(item("unknown", "1")), data) shouldBe false
    }

    "only exists and doesNotExist do without a value" {
        matches(single(item("exists", null) - "value"), data) shouldBe true
        matches(single(item("doesNotExist", null, negated = true) - "value"), data) shouldBe true
        matches(single(item("not_exists", null, negated = true) - "value"), data) shouldBe false
    }

    "keys are case sensitive, and a missing one matches nothing, negated or not" {
        matches(single(item("equals", "1", negated = true, key = "K")), data) shouldBe false
        matches(single(item("not_exists", "", key = "K")), data) shouldBe false
        matches(single(item("contains", "")), emptyMap()) shouldBe false
        matches(single(item("equals", "1", key = 5)), mapOf("5" to 1)) shouldBe false
    }

    "exists and doesNotExist ask about a missing key too" {
        matches(single(item("doesNotExist", "", key = "K")), data) shouldBe true
        matches(single(item("exists", "", negated = true, key = "K")), emptyMap()) shouldBe true
        matches(single(item("exists", "", key = "K")), data) shouldBe false
        matches(single(item("doesNotExist", "", key = 5)), data) shouldBe true
    }

    "null and empty text do not exist, zero and false do" {
        listOf(null, "", StringBuilder()).forAll { holds("not_exists", it, "") shouldBe true }
        listOf(0, false, " ", emptyList<Any>()).forAll { holds("exists", it, "") shouldBe true }
    }

    "data named RuleData is asked for no key" {
        val custom = mapOf("name" to "RuleData", "k" to 1)
        matches(single(yes), custom) shouldBe false
        matches(single(item("doesNotExist", "")), custom) shouldBe true
        matches(single(item("doesNotExist", "")), custom + ("mapper" to 1)) shouldBe false
        matches(single(yes), mapOf("name" to StringBuilder("RuleData"), "k" to 1)) shouldBe false
        matches(single(yes), mapOf("name" to "ruledata", "k" to 1)) shouldBe true
    }

    "data named RuleData trips over what is no method, unless the rule names none" {
        val custom = mapOf("name" to "RuleData")
        fun asked(ruleType: Any?, more: Map<String, Any?> = emptyMap()) =
            matches(single(item("doesNotExist", "") + ("rule_type" to ruleType)), custom + more)
        asked("x", mapOf("constructor" to null)) shouldBe false
        asked("x", mapOf("mapper" to null)) shouldBe true
        asked(5) shouldBe false
        listOf(null, "", 0).forAll { asked(it, mapOf("constructor" to 1, "mapper" to 1)) shouldBe true }
        matches(single(item("exists", "", negated = true)), custom) shouldBe true
        matches(single(item("not_exists", "")), custom) shouldBe false
    }

    "equals compares texts in any case" {
        listOf("equals", "equalsNumber", "matches").forAll { type ->
            holds(type, "CHROME", "Chrome") shouldBe true
            holds(type, 1.0, "1") shouldBe true
            holds(type, 1e21, "1E+21") shouldBe true
            holds(type, null, "null") shouldBe true
            holds(type, mapOf<String, Any>(), "[object object]") shouldBe true
            holds(type, "a", "b", negated = true) shouldBe true
        }
    }

    "equals compares a number by its text" {
        holds("equals", 16, "0x10") shouldBe false
        holds("equals", 5, "5.0") shouldBe false
        holds("equals", -0.0, "0") shouldBe true
        holds("equals", Double.NaN, "nan") shouldBe true
        holds("equals", Double.POSITIVE_INFINITY, "INFINITY") shouldBe true
    }

    "equals looks for the very item in a list" {
        holds("equals", listOf("a", 1), 1.0) shouldBe true
        holds("equals", listOf(1), "1") shouldBe false
        holds("equals", listOf("A"), "a") shouldBe false
        holds("equals", listOf(Double.NaN), Double.NaN) shouldBe false
        holds("equals", listOf(listOf(1)), listOf(1), negated = true) shouldBe true
        holds("equals", listOf<Any?>(null), null) shouldBe true
    }

    "equals looks for a key in an object" {
        holds("equals", mapOf("a" to 1), "a") shouldBe true
        holds("equals", mapOf("A" to 1), "a") shouldBe false
        holds("equals", mapOf(5 to 1), 5.0) shouldBe true
    }

    "order compares numbers and numeric text as numbers" {
        holds("less", "999", "1,000") shouldBe true
        holds("less", 1000, "1,000") shouldBe false
        holds("lessEqual", 1000, "1,000") shouldBe true
        holds("less", "0,500", 1) shouldBe true
        holds("less", Double.NaN, 1, negated = true) shouldBe true
    }

    "order compares text with text by code units" {
        holds("less", "B", "a") shouldBe true
        holds("lessEqual", "1e3", "1e3") shouldBe true
        holds("less", true, true, negated = true) shouldBe true
        holds("lessEqual", null, listOf(0)) shouldBe true
    }

    "order of unlike types never matches, negated or not" {
        val texts = listOf("abc" to 1, 1 to "abc", "5" to "abc", "abc" to "5", listOf("a") to "b")
        val others = listOf(true to 1, null to 0, false to null, null to true)
        (texts + others)
            .forAll { (value, test) ->
                for (type in listOf("less", "lessEqual")) {
                    holds(type, value, test) shouldBe false
                    holds(type, value, test, negated = true) shouldBe false
                }
            }
    }

    "order compares booleans with booleans, and objects as JavaScript does" {
        holds("less", false, true) shouldBe true
        holds("lessEqual", true, true) shouldBe true
        holds("lessEqual", true, false) shouldBe false
        holds("less", listOf("a"), listOf("b")) shouldBe true
        holds("less", mapOf("toString" to 1), null) shouldBe false
        holds("less", mapOf("toString" to 1), null, negated = true) shouldBe false
    }

    "a value that has no order with the rule's is told by its key, and one that is null is not" {
        val told = ArrayList<String>()
        val warnings = object : EvaluationWarnings by NoTrouble {
            override fun valueNotComparable(attribute: String) {
                told += attribute
            }
        }
        fun compare(value: Any?, test: Any?) =
            RuleTree.compile(single(item("less", test))).matches(mapOf("k" to value), warnings)
        val texts = listOf("a" to 1, 1 to "a", "5" to "a", "a" to "5", "a" to null)
        val others = listOf(true to 1, true to "a", listOf("a") to "b")
        (texts + others).forAll { (value, test) ->
            told.clear()
            compare(value, test) shouldBe false
            told shouldContainExactly listOf("k")
        }
        told.clear()
        listOf(null to 1, null to "a", null to true, 1 to 2, 2 to 1, "a" to "b", true to true)
            .forEach { (value, test) -> compare(value, test) }
        told.shouldBeEmpty()
    }

    "contains, startsWith and endsWith compare texts in any case" {
        holds("contains", "Straße NACH", "E n") shouldBe true
        holds("startsWith", "İstanbul", "i\u0307") shouldBe true
        holds("startsWith", 1234, 12) shouldBe true
        holds("startsWith", "ba", "a") shouldBe false
        holds("startsWith", "ba", "a", negated = true) shouldBe true
        holds("endsWith", listOf("A", "B"), ",b") shouldBe true
        holds("endsWith", "b", "ab") shouldBe false
        holds("endsWith", "b", "ab", negated = true) shouldBe true
    }

    "blank text is contained in everything" {
        listOf("", " \uFEFF\n", "\u3000").forAll { holds("contains", "x", it) shouldBe true }
        holds("contains", "x", "\u180E") shouldBe false
    }

    "isIn parts both sides at the bar and lowers the rule's only" {
        holds("isIn", "us", "US|DE") shouldBe true
        holds("isIn", "US", "US|DE") shouldBe false
        holds("isIn", "x|de", listOf("DE", null)) shouldBe true
        holds("isIn", "null", listOf(null)) shouldBe true
        holds("isIn", "a|b", listOf("a|b")) shouldBe false
        holds("isIn", "", "a|") shouldBe true
        holds("isIn", 5, 5, negated = true) shouldBe true
    }

    "a value without a text matches nothing, negated or not" {
        val strange = mapOf("toString" to 1)
        listOf("contains", "startsWith", "endsWith", "isIn")
            .forAll { holds(it, strange, "a", negated = true) shouldBe false }
        listOf("equals", "contains", "isIn").forAll { holds(it, "a", listOf(strange), negated = true) shouldBe false }
    }

    "the first exclusion in tree order is found, well formed or not" {
        val type = mapOf("rule_type" to "bucketed_into_experience_key")
        val other = type + mapOf("value" to "exp", "matching" to mapOf("negated" to 1))
        val group = anyOf(null, yes, other, other + ("value" to "z"))
        val exclusion = RuleTree.compile(rules(5, allOf(null, group))).exclusion
        exclusion?.experienceKey shouldBe "exp"
        exclusion?.negated shouldBe true
        RuleTree.compile(single(yes)).exclusion.shouldBeNull()
        val bare = RuleTree.compile(single(type)).exclusion
        bare?.experienceKey shouldBe "undefined"
        bare?.negated shouldBe false
    }

    "depth does not overflow the stack" {
        var deep: Any? = "x"
        repeat(DEPTH) { deep = listOf(deep) }
        holds("equals", "x", deep) shouldBe true
        holds("isIn", deep, listOf(deep)) shouldBe true
        repeat(DEPTH) { deep = mapOf("OR" to listOf(deep)) }
        matches(deep, data) shouldBe false
    }
})
