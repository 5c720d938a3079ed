package com.convert.sdk.cli

import com.convert.sdk.inspect.SimulationOptions
import com.convert.sdk.inspect.VisitorKind
import picocli.CommandLine.Option
import java.nio.file.Path
import kotlin.io.path.readText

/** What visitors bring. */
internal class AttributeOptions {
    @Option(
        names = ["--attr"],
        paramLabel = "NAME=VALUE",
        description = ["An attribute. Numbers, true, false and JSON are taken as such; \"5\" in quotes is text."],
    )
    private var attributes: Map<String, String> = LinkedHashMap()

    @Option(names = ["--location"], paramLabel = "NAME=VALUE", description = ["A location attribute, as --attr."])
    private var location: Map<String, String> = LinkedHashMap()

    fun attributes(): Map<String, Any?> = attributes.mapValues { attributeValue(it.value) }

    fun location(): Map<String, Any?> = location.mapValues { attributeValue(it.value) }
}

/** Which visitors are made up. */
internal class CrowdOptions {
    @picocli.CommandLine.Mixin
    private val given: AttributeOptions = AttributeOptions()

    @Option(names = ["--visitors"], paramLabel = "N", description = ["How many. Default: \${DEFAULT-VALUE}."])
    private var visitors: Long = 100_000

    @Option(
        names = ["--seed"],
        paramLabel = "TEXT",
        description = ["What their ids begin with. Default: \${DEFAULT-VALUE}."],
    )
    private var seed: String = "visitor-"

    @Option(
        names = ["--mix"],
        paramLabel = "FILE",
        description = [
            "Kinds of visitors as CSV: a column an attribute, 'location.NAME' for locations, 'weight' for how often.",
        ],
    )
    private var mix: Path? = null

    @Option(names = ["--experience"], paramLabel = "KEY", description = ["Asks about this one only; may be repeated."])
    private var experiences: List<String> = ArrayList()

    @Option(names = ["--threads"], paramLabel = "N", description = ["Default: one a processor."])
    private var threads: Int? = null

    fun options(level: Double?): SimulationOptions = SimulationOptions {
        visitors = this@CrowdOptions.visitors
        seed = this@CrowdOptions.seed
        mix = kinds()
        experiences = this@CrowdOptions.experiences
        this@CrowdOptions.threads?.let { threads = it }
        level?.let { this.level = it }
    }

    /** Attributes of the command line are those of every kind, unless the kind has its own. */
    private fun kinds(): List<VisitorKind> {
        val common = VisitorKind(1.0, given.attributes(), given.location())
        val file = mix ?: return listOf(common)
        return VisitorKind.parseMix(file.readText())
            .map { VisitorKind(it.weight, common.attributes + it.attributes, common.location + it.location) }
    }
}
