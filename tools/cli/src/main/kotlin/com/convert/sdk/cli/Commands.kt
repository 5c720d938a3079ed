package com.convert.sdk.cli

import com.convert.sdk.inspect.Inspect
import com.convert.sdk.inspect.VisitorFacts
import picocli.CommandLine.Command
import picocli.CommandLine.Mixin
import picocli.CommandLine.Option
import picocli.CommandLine.Parameters
import java.nio.file.Path
import java.util.concurrent.Callable
import kotlin.io.path.writeText

@Command(
    name = "explain",
    description = ["Says why a visitor does or does not get a variation of an experience, or a feature."],
    mixinStandardHelpOptions = true,
    sortOptions = false,
)
internal class ExplainCommand(private val terminal: Terminal) : Callable<Int> {
    @Parameters(index = "0", paramLabel = "KEY", description = ["Key of the experience or feature."])
    private lateinit var key: String

    @Option(names = ["--visitor"], required = true, paramLabel = "ID", description = ["The visitor's id."])
    private lateinit var visitor: String

    @Mixin
    private val given: AttributeOptions = AttributeOptions()

    @Option(
        names = ["--stored"],
        paramLabel = "EXPERIENCE=VARIATION",
        description = ["A stored decision, by ids; may be repeated."],
    )
    private var stored: Map<String, String> = LinkedHashMap()

    @Option(names = ["--segment"], paramLabel = "ID", description = ["A custom segment that the visitor is in, by id."])
    private var segments: List<String> = ArrayList()

    @Mixin
    private val config: ConfigOptions = ConfigOptions()

    @Mixin
    private val output: OutputOptions = OutputOptions()

    override fun call(): Int {
        val facts = VisitorFacts(visitor, given.attributes(), given.location(), stored, segments)
        return terminal.answer(Inspect.explain(config.snapshot(terminal), key, facts), output.json)
    }
}

@Command(
    name = "simulate",
    description = ["Decides about made-up visitors, and compares the split with the plan."],
    mixinStandardHelpOptions = true,
    sortOptions = false,
)
internal class SimulateCommand(private val terminal: Terminal) : Callable<Int> {
    @Mixin
    private val crowd: CrowdOptions = CrowdOptions()

    @Option(names = ["--level"], paramLabel = "P", description = ["Level of the sample-ratio check. Default: 0.01."])
    private var level: Double? = null

    @Option(names = ["--svg"], paramLabel = "FILE", description = ["Writes the split as a picture, too."])
    private var svg: Path? = null

    @Mixin
    private val config: ConfigOptions = ConfigOptions()

    @Mixin
    private val output: OutputOptions = OutputOptions()

    override fun call(): Int {
        val report = Inspect.simulate(config.snapshot(terminal), crowd.options(level), terminal.progress())
        svg?.writeText(report.toSvg())
        return terminal.answer(report, output.json)
    }
}

@Command(
    name = "diff",
    description = ["Says what changes between two configurations, and how many visitors get another variation."],
    mixinStandardHelpOptions = true,
    sortOptions = false,
)
internal class DiffCommand(private val terminal: Terminal) : Callable<Int> {
    @Parameters(index = "0", paramLabel = "BEFORE", description = ["A file, a URL, or - for standard input."])
    private lateinit var before: String

    @Parameters(index = "1", paramLabel = "AFTER", description = ["The same; only one of them from standard input."])
    private lateinit var after: String

    @Mixin
    private val crowd: CrowdOptions = CrowdOptions()

    @Mixin
    private val load: LoadOptions = LoadOptions()

    @Mixin
    private val output: OutputOptions = OutputOptions()

    override fun call(): Int {
        require(before != "-" || after != "-") { "only one of the two can come from standard input" }
        val options = crowd.options(level = null)
        val report = Inspect.diff(load.load(before, terminal), load.load(after, terminal), options, terminal.progress())
        return terminal.answer(report, output.json)
    }
}

@Command(
    name = "validate",
    description = ["Finds what loads and will surprise."],
    mixinStandardHelpOptions = true,
    sortOptions = false,
)
internal class ValidateCommand(private val terminal: Terminal) : Callable<Int> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE|URL|-", description = ["Default: Convert's, by key."])
    private var source: String? = null

    @Mixin
    private val load: LoadOptions = LoadOptions()

    @Mixin
    private val output: OutputOptions = OutputOptions()

    override fun call(): Int = terminal.answer(Inspect.validate(load.load(source, terminal)), output.json)
}

@Command(
    name = "srm",
    description = ["Checks whether visitors counted elsewhere are split as planned."],
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = ["", "Example: convert srm --planned a=50 --planned b=50 --seen a=5012 --seen b=4894"],
)
internal class SrmCommand(private val terminal: Terminal) : Callable<Int> {
    @Option(
        names = ["--planned"],
        required = true,
        paramLabel = "NAME=WEIGHT",
        description = ["Planned traffic of a variation, in any unit."],
    )
    private var planned: Map<String, Double> = LinkedHashMap()

    @Option(names = ["--seen"], required = true, paramLabel = "NAME=COUNT", description = ["Visitors it has."])
    private var seen: Map<String, Long> = LinkedHashMap()

    @Option(names = ["--level"], paramLabel = "P", description = ["Level of the check. Default: 0.01."])
    private var level: Double? = null

    @Mixin
    private val output: OutputOptions = OutputOptions()

    override fun call(): Int {
        val report = level?.let { Inspect.srm(planned, seen, it) } ?: Inspect.srm(planned, seen)
        return terminal.answer(report, output.json)
    }
}

@Command(
    name = "fetch",
    description = ["Fetches a configuration by its SDK key, and prints it or writes it to a file."],
    mixinStandardHelpOptions = true,
    sortOptions = false,
)
internal class FetchCommand(private val terminal: Terminal) : Callable<Int> {
    @Option(names = ["--url"], paramLabel = "URL", description = ["Base URL of the service. Default: Convert's."])
    private var url: String? = null

    @Option(
        names = ["--output", "-o"],
        paramLabel = "FILE",
        description = ["Where to write it. Default: standard output."],
    )
    private var file: Path? = null

    @Mixin
    private val load: LoadOptions = LoadOptions()

    override fun call(): Int {
        require(url == null || "://" in url.orEmpty()) { "--url is an address such as https://cdn.example.com" }
        val snapshot = load.load(url, terminal)
        val json = prettyJson(jsonOf(snapshot.raw))
        val target = file
        if (target == null) {
            terminal.print(json)
        } else {
            target.writeText(json + "\n")
            terminal.note("${snapshot.experiences.size} experiences, ${snapshot.features.size} features: $target")
        }
        return Exit.FINE
    }
}
