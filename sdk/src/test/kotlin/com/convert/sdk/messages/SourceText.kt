package com.convert.sdk.messages

/** The [text] of a Kotlin file, as far as finding calls and the literals in them goes. */
internal class SourceText(text: String) {
    private val code = text.replace(COMMENT, "")

    /** What named constants and values of the file say. */
    private val named = NAMED.findAll(code).associate { it.groupValues[1] to it.groupValues[2] }

    /** All places that match [opening], which ends with the parenthesis or brace of a call. */
    fun calls(opening: Regex): List<Call> = opening.findAll(code).map { match ->
        val (inside, end) = inside(match.range.last)
        val lambda = if (code.startsWith(" {", end)) inside(end + 1).first else ""
        Call(match.groupValues.drop(1), inside, lambda)
    }.toList()

    /** The literals in [code], one after the other, with … for what is put in. */
    fun say(code: String): String {
        val literals = named[code.trim()]?.let { sequenceOf(it) } ?: LITERAL.findAll(code).map { it.groupValues[1] }
        return literals.joinToString("", transform = ::filled)
    }

    private fun filled(literal: String): String = literal
        .replace(TEMPLATE, "…")
        .replace(NAME) { named[it.groupValues[1]]?.let(::filled) ?: "…" }
        .replace("{}", "…").replace("\\\"", "\"").replace("\\$", "$")

    /** What is between the bracket at [start] and its partner, and where that ends. */
    private fun inside(start: Int): Pair<String, Int> {
        var depth = 0
        var isText = false
        var at = start
        while (at < code.length) {
            when (code[at]) {
                '\\' -> at++
                '"' -> isText = !isText
                '(', '{' -> if (!isText) depth++
                ')', '}' -> if (!isText && --depth == 0) break
            }
            at++
        }
        return code.substring(start + 1, at) to at + 1
    }

    /** [groups] are those of the opening, [arguments] what is in the brackets, [lambda] what is in one behind them. */
    class Call(val groups: List<String>, val arguments: String, val lambda: String) {
        private val comma = firstComma()
        val first: String get() = arguments.take(comma)
        val others: String get() = arguments.drop(comma + 1)

        private fun firstComma(): Int {
            var depth = 0
            var isText = false
            arguments.forEachIndexed { at, char ->
                when {
                    char == '"' -> isText = !isText
                    isText -> Unit
                    char in "({[" -> depth++
                    char in ")}]" -> depth--
                    char == ',' && depth == 0 -> return at
                }
            }
            return arguments.length
        }
    }

    private companion object {
        val COMMENT = Regex("""/\*[\s\S]*?\*/|(?<![:"])//.*""")
        val NAMED = Regex("""val (\w+)(?:: String)? =\s*"((?:\\.|[^"\\\n])*)"""")
        val LITERAL = Regex(""""((?:\\.|[^"\\\n])*)"""")
        val TEMPLATE = Regex("""\$\{[^{}]*(?:\{[^{}]*}[^{}]*)*}""")
        val NAME = Regex("""\$([A-Za-z_]\w*)""")
    }
}
