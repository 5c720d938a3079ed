package com.convert.sdk.inspect

/** Bars of planned and seen shares, an experience below the other. Reads well on light and dark pages. */
internal class SplitChart(private val report: SimulationReport) {
    private val shapes = StringBuilder()
    private var y = MARGIN

    fun svg(): String {
        text(MARGIN, y + LINE / 2, "${grouped(report.visitors)} visitors: planned and seen shares", "head")
        y += 2 * LINE
        report.experiences.forEach(::experience)
        val size = """width="$WIDTH" height="${y + MARGIN}" viewBox="0 0 $WIDTH ${y + MARGIN}""""
        return """<svg xmlns="http://www.w3.org/2000/svg" $size role="img" aria-label="Planned and seen shares">
            |<style>$STYLE</style>
            |<rect class="page" width="100%" height="100%"/>
            |$shapes</svg>
        """.trimMargin() + "\n"
    }

    private fun experience(experience: SimulatedExperience) {
        text(MARGIN, y, experience.key, "name")
        val verdict = experience.ratio.verdict
        text(WIDTH - MARGIN, y, verdict.name.lowercase().replace('_', ' '), "verdict ${verdict.name.lowercase()}")
        y += LINE
        experience.variations.forEach(::variation)
        y += LINE / 2
    }

    private fun variation(variation: SimulatedVariation) {
        text(MARGIN, y + BAR, variation.name, "label")
        bar(variation.planned, y - BAR / 2, "planned")
        bar(variation.share, y + BAR / 2 + 1, "seen")
        val high = BARS + variation.interval.high * LENGTH
        whisker(BARS + variation.interval.low * LENGTH, high)
        text(WIDTH - MARGIN, y + BAR, "${percent(variation.planned)} / ${percent(variation.share)}", "value")
        y += 2 * BAR + BAR
    }

    private fun bar(share: Double, top: Int, kind: String) {
        shapes.append("""<rect class="$kind" x="$BARS" y="$top" width="${rounded(share * LENGTH)}" height="$BAR"/>""")
        shapes.append('\n')
    }

    private fun whisker(low: Double, high: Double) {
        val middle = y + BAR + 1
        shapes.append("""<path class="interval" d="M${rounded(low)} ${middle}H${rounded(high)}"/>""").append('\n')
    }

    private fun text(x: Int, y: Int, text: String, kind: String) {
        shapes.append("""<text class="$kind" x="$x" y="$y">${escaped(text)}</text>""").append('\n')
    }

    private fun rounded(length: Double) = Math.round(length * 10) / 10.0

    private fun escaped(text: String) =
        shown(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
}

private const val WIDTH = 760
private const val MARGIN = 20
private const val LINE = 24
private const val BAR = 10
private const val BARS = 220
private const val LENGTH = 380

private const val STYLE = "text{font:13px system-ui,sans-serif;fill:#1d2733}.head{font-size:15px;font-weight:600}" +
    ".name{font-weight:600}.value,.verdict{text-anchor:end}.page{fill:#fff}.planned{fill:#b9c4d0}.seen{fill:#2f6fde}" +
    ".interval{stroke:#0c2f6b;stroke-width:2}.healthy{fill:#1a7f4b}.mismatch,.unplanned_visitors{fill:#c0362c}" +
    "@media(prefers-color-scheme:dark){text{fill:#e6ebf1}.page{fill:#12181f}.planned{fill:#4a5766}.seen{fill:#6ea2ff}" +
    ".interval{stroke:#d7e5ff}.healthy{fill:#5fd39a}.mismatch,.unplanned_visitors{fill:#ff8a7e}}"
