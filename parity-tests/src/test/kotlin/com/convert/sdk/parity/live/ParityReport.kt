package com.convert.sdk.parity.live

import java.util.Locale

/** The page `docs/parity.md`, from the figures of one run. */
internal class ParityReport(
    private val plan: RunPlan,
    private val tally: Tally,
    private val patterns: RegexComparison,
) {
    private val installation = Installation(plan.folder)

    fun page(): String = listOf(HEAD, figures(), byFamily(), byOp(), NEWEST, onPurpose(), repeat())
        .joinToString("\n")

    private fun figures() = """
        |## The last full run
        |
        || | |
        || --- | --- |
        || compared with | `@convertcom/js-sdk` ${installation.version} |
        || its checksum | `${installation.integrity}` |
        || Node | ${installation.nodeVersion} |
        || JDK | ${Runtime.version().feature()} |
        || seed | ${plan.seed} |
        || questions | ${grouped(tally.questions)} |
        || of them with something to decide¹ | ${grouped(tally.telling)} |
        || **differences** | **${grouped(tally.differences)}** |
        || passed over² | ${grouped(tally.passedOver)} |
        || patterns, each with a text | ${grouped(patterns.pairs)} |
        || of them no pattern, or a match | ${grouped(patterns.invalid)}, ${grouped(patterns.matches)} |
        || **differences from Node's `RegExp`** | **${grouped(patterns.differences)}** |
        |
        |¹ The answer was not `null`, false or an empty list.
        |² The package threw an exception, as it does on some broken rules; so there was nothing to compare with.
        |
    """.trimMargin()

    private fun byFamily() = table("Questions about", tally.byFamily.map { (family, count) -> family.about to count })

    private fun byOp() = table("Op of the protocol", tally.byOp.map { (name, count) -> "`$name`" to count })

    private fun table(head: String, rows: List<Pair<String, Long>>) =
        rows.joinToString("\n", "| $head | compared |\n| --- | ---: |\n", "\n") { (what, count) ->
            "| $what | ${grouped(count)} |"
        }

    private fun onPurpose() = OnPurpose.entries.joinToString("\n", ON_PURPOSE, "\n") { "| ${it.what} | ${it.reason} |" }

    private fun repeat() = """
        |## Do it yourself
        |
        |    mvn -Pparity-full -Dparity.seed=${plan.seed} verify
        |
        |It takes a quarter of an hour, shows how far it is, and writes this page anew. Another seed asks other questions. The
        |comparison needs Node 20 to 22 and, once, the npm registry; a plain `mvn verify` makes a shorter one, and says
        |so when it cannot. A difference is made as small as it goes, printed with both answers, and added to
        |`parity-tests/src/test/resources/conformance/found.*.jsonl`, which every build asks from then on.
        |
    """.trimMargin()

    private fun grouped(count: Number) = "%,d".format(Locale.ROOT, count.toLong())

    private companion object {
        val HEAD = """
            |# Parity with the JavaScript SDK
            |
            |The same visitor gets the same variation in every Convert SDK. This page says how that is known. It is
            |written by the full comparison; do not edit it by hand (`ParityReport.kt` makes it).
            |
            |Questions come from a seeded generator: identifiers that are and are not array indices, half surrogate
            |pairs, Turkish and Greek letters, numbers in every costume, allocations that do not add up, values of the
            |wrong type everywhere, rule trees, regular expressions, features, and sequences of calls with their
            |tracking payloads. The published npm package answers them in one Node process, this SDK answers them
            |through its public API, and the answers are compared member for member. What both speak is the
            |[conformance protocol](conformance.md).
            |
        """.trimMargin()

        val NEWEST = """
            |## What the published package lacks
            |
            |The published package is behind the JavaScript SDK's own repository. It lacks the anchored layout (experiences
            |of a version above 11), mutual exclusion (`bucketed_into_experience_key`), `setPreview` and `enableStorage`.
            |These are asked of a release of 5 or newer only, mixed with all other calls over one visitor;
            |`-Dparity.node=FOLDER` names a folder with one, its lock file and `conformance.js`.
            |
            |Asked of 5.0.1, built from the repository's source, 1,004,646 such questions (seed 20260112), with 78,221
            |previews that begin or end among them, showed no difference.
            |
            |Every build asks the checked-in vectors (`VectorsSpec`), whose answers come from the repository's state as
            |well: families `anchored`, `bucketing`, `features`, `preview`, `qualification`. `diagnose…` is in this SDK and
            |its relatives in Python only, so this SDK's own specs have to do.
            |
        """.trimMargin()

        val ON_PURPOSE = """
            |## Differences on purpose
            |
            |The script that asks the package (`parity-tests/node/conformance.js`) puts these right before answers are
            |compared, each at a place that says so, or the generator leaves them out. `OnPurposeSpec` has a test of the
            |same name for each.
            |
            || In this SDK | Because |
            || --- | --- |
            |
        """.trimMargin()
    }
}
