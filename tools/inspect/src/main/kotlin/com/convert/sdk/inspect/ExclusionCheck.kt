package com.convert.sdk.inspect

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.EntityType

/** Whether mutual exclusion leads somewhere, and not in a circle. */
internal class ExclusionCheck(
    private val decisions: Decisions,
    private val snapshot: ConfigSnapshot,
    private val findings: Findings,
) {
    private val targets: Map<String, List<String>> =
        decisions.experiences.associate { it.key to it.exclusionKeys.distinct() }
    private val state = HashMap<String, Boolean>()

    fun run() {
        for ((key, asked) in targets) {
            for (target in asked.filter { it !in targets }) {
                val message = "mutual exclusion asks about ${quoted(target)}, which does not exist; nobody is in it"
                findings.problem("unknown_exclusion", entity(key), message)
            }
        }
        targets.keys.forEach(::search)
    }

    /** Depth first, with a stack of its own: chains may be long. */
    private fun search(start: String) {
        if (start in state) return
        val path = ArrayList<String>()
        val open = ArrayList<Iterator<String>>()
        enter(start, path, open)
        while (open.isNotEmpty()) {
            val next = open.last().run { if (hasNext()) next() else null }
            when {
                next == null -> {
                    open.removeLast()
                    state[path.removeLast()] = true
                }
                next !in targets || state[next] == true -> Unit
                next in state -> circle(path.subList(path.indexOf(next), path.size) + next)
                else -> enter(next, path, open)
            }
        }
    }

    private fun enter(key: String, path: MutableList<String>, open: MutableList<Iterator<String>>) {
        state[key] = false
        path += key
        open += targets.getValue(key).iterator()
    }

    private fun circle(keys: List<String>) {
        val names = keys.joinToString(" -> ") { quoted(it) }
        val message = if (keys.size == 2) {
            "mutual exclusion asks about the experience itself, which only a stored decision can answer"
        } else {
            "mutual exclusion goes in a circle: $names; who comes first decides which one a visitor is in"
        }
        findings.problem("exclusion_circle", entity(keys[0]), message)
    }

    private fun entity(key: String) = snapshot.entityByKey(EntityType.EXPERIENCE, key)
}
