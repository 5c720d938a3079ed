package com.convert.sdk.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The load suite: this SDK as a service uses it, with events that really travel. It fails when an event is lost, doubled,
 * refused or left; never for a time, nor for the number of connections, which depends on it.
 *
 * <p>The system properties {@code load.seconds}, {@code load.cells} and {@code load.parts} make it shorter.
 */
public final class Load {
    private static final String ALL = "all";
    private static final String BEGIN = "<!-- load -->\n";
    private static final String END = "<!-- end of load -->";

    private final LoadForm form;
    private final Identity identity;
    private final Report report = new Report();
    private final int seconds;
    private final String cells = System.getProperty("load.cells", ALL);
    private final String parts = System.getProperty("load.parts", ALL);

    private Load(LoadForm form, Path folder) throws IOException {
        this.form = form;
        this.identity = new Identity(folder);
        var asked = Integer.getInteger("load.seconds", 0);
        this.seconds = asked == 0 ? form.seconds : asked;
    }

    /** Takes the form, {@code short} or {@code full}, a folder for what it writes, and that of the page on performance. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var folder = Files.createDirectories(Path.of(arguments[1]));
        var load = new Load(LoadForm.valueOf(arguments[0].toUpperCase(Locale.ROOT)), folder);
        load.run();
        load.write(folder, Path.of(arguments[2]).resolve("performance.md"));
        var failures = load.report.failures();
        failures.forEach(System.err::println);
        System.exit(failures.isEmpty() ? 0 : 1);
    }

    private void run() throws IOException, InterruptedException {
        report.line("Form `%s`, %d s each, Java %s, %d processors."
                .formatted(
                        form.name().toLowerCase(Locale.ROOT),
                        seconds,
                        System.getProperty("java.version"),
                        Runtime.getRuntime().availableProcessors()));
        if (has("cells")) {
            new Cells(identity, report).run(cells(), seconds);
        }
        if (has("processors")) {
            var pace = Pace.of(form.offered, Math.min(seconds, form.processorSeconds));
            new Processors(identity, report).run(form.latencies(), pace);
        }
        if (has("connections")) {
            new Connections(identity, report).run();
        }
        if (has("sigterm") || has("kill")) {
            end(new Endings(identity, report));
        }
    }

    private void end(Endings endings) throws IOException, InterruptedException {
        endings.begin();
        if (has("sigterm")) {
            report.step("SIGTERM", endings::terminate);
        }
        if (has("kill")) {
            report.step("kill", () -> endings.kill(form.kills));
        }
    }

    private boolean has(String part) {
        return parts.equals(ALL) || Arrays.asList(parts.split(",")).contains(part);
    }

    private List<Cell> cells() {
        return cells.equals(ALL)
                ? form.cells()
                : Arrays.stream(cells.split(",")).map(Cell::parse).toList();
    }

    /** The page gets whole runs of the full form only. */
    private void write(Path folder, Path page) throws IOException {
        Files.writeString(folder.resolve("load.md"), report.toString());
        if (form == LoadForm.FULL && seconds == form.seconds && cells.equals(ALL) && parts.equals(ALL)) {
            var text = Files.readString(page);
            var begin = text.indexOf(BEGIN) + BEGIN.length();
            Files.writeString(page, text.substring(0, begin) + report + text.substring(text.indexOf(END)));
        }
    }
}
