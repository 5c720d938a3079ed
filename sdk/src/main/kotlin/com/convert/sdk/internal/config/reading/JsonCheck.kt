package com.convert.sdk.internal.config.reading

import com.convert.sdk.error.InvalidConfigException
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Makes sure that a parsed document is JSON throughout, and shallow enough for every reader of it.
 *
 * The parser lets bare words pass as values, and has no limit on nesting.
 */
internal object JsonCheck {
    /** Walks with a stack of its own, so that no document can overflow the thread's. */
    fun requireJson(root: JsonObject) {
        val open = ArrayDeque<Node>()
        open.addLast(Node(root, null, "$", 1))
        while (open.isNotEmpty()) {
            val node = open.removeLast()
            if (node.depth > TextCheck.MAX_DEPTH) {
                throw InvalidConfigException(node.path(), TextCheck.TOO_DEEP)
            }
            node.forEachChild { step, child ->
                if (child is JsonPrimitive) requireLiteral(node, step, child) else open.addLast(node.child(child, step))
            }
        }
    }

    private fun requireLiteral(parent: Node, step: Any, value: JsonPrimitive) {
        if (value.isString || value is JsonNull || isJsonLiteral(value.content.toByteArray())) return
        throw InvalidConfigException(Node(value, parent, step, parent.depth + 1).path(), "a JSON value")
    }

    private class Node(val element: JsonElement, val parent: Node?, val step: Any, val depth: Int) {
        fun child(element: JsonElement, step: Any) = Node(element, this, step, depth + 1)

        inline fun forEachChild(visit: (Any, JsonElement) -> Unit) = when (element) {
            is JsonObject -> element.forEach { (key, value) -> visit(key, value) }
            is JsonArray -> element.forEachIndexed { index, value -> visit(index, value) }
            else -> Unit
        }

        fun path(): String = generateSequence(this) { it.parent }.toList().asReversed()
            .joinToString("") { node -> (node.step as? Int)?.let { "[$it]" } ?: node.step.toString().asStep(node) }

        private fun String.asStep(node: Node) = if (node.parent == null) this else ".${take(MAX_STEP)}"
    }

    private const val MAX_STEP = 64
}
