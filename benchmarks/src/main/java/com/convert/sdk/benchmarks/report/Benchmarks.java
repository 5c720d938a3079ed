package com.convert.sdk.benchmarks.report;

import com.convert.sdk.benchmarks.CoresBenchmark;
import com.convert.sdk.benchmarks.DecisionBenchmark;
import com.convert.sdk.benchmarks.DefaultsBenchmark;
import com.convert.sdk.benchmarks.EnqueueBenchmark;
import com.convert.sdk.benchmarks.FacesBenchmark;
import com.convert.sdk.benchmarks.HistoryBenchmark;
import com.convert.sdk.benchmarks.LoadingBenchmark;
import com.convert.sdk.benchmarks.ReturningBenchmark;
import com.convert.sdk.benchmarks.VisitBenchmark;
import com.convert.sdk.benchmarks.WorkBenchmark;
import com.convert.sdk.benchmarks.memory.Allocated;
import com.convert.sdk.benchmarks.memory.ManyVisitors;
import com.convert.sdk.benchmarks.memory.Retained;
import com.convert.sdk.benchmarks.start.FirstDecision;
import com.convert.sdk.benchmarks.tracking.Throughput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/** Runs everything in one of its forms and, unless it is the smoke test, writes the page and the chart. */
public final class Benchmarks {
    /** Those that are started as processes of their own. */
    static final List<String> STARTED = List.of("convert", "launchdarkly", "optimizely", "unleash");

    /** How many experiences a visitor was decided about before. */
    static final List<String> ALL_HISTORIES = List.of("0", "1", "20", "100", "1000");

    /** The same, where another SDK is measured beside. */
    static final List<String> HISTORIES = List.of("1", "20", "100");

    /** Threads that track events at the same time. */
    static final List<String> PRODUCERS = List.of("1", "16");

    /** Events a request: as it comes, and for a busy service. */
    static final List<String> BATCHES = List.of("10", "1000");

    private static final int MEGABYTE = 1 << 20;

    private final Form form;
    private final Measurements measured = new Measurements();

    private Benchmarks(Form form) {
        this.form = form;
    }

    /** Takes the form, {@code smoke}, {@code quick} or {@code full}, and the folder of the page. */
    public static void main(String[] arguments) throws RunnerException, IOException {
        var form = Form.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        var benchmarks = new Benchmarks(form);
        for (var pass = 0; pass < form.passes; pass++) {
            benchmarks.runInHarness();
        }
        benchmarks.runAsProcesses();
        if (form == Form.SMOKE) {
            System.out.println("Every benchmark works.");
        } else {
            new Page(form, benchmarks.measured).write(Path.of(arguments[1]));
        }
        // Some of the subjects leave threads behind.
        System.exit(0);
    }

    private void runInHarness() throws RunnerException {
        run(options(DecisionBenchmark.class).param("experiences", array(form.experiences())));
        if (form == Form.QUICK) {
            run(options(DecisionBenchmark.class)
                    .param("experiences", "10000")
                    .param("subject", "floor-map", "convert", "convert-java"));
        }
        run(options(DefaultsBenchmark.class));
        run(options(HistoryBenchmark.class).param("subject", "convert-defaults"));
        run(options(HistoryBenchmark.class)
                .param("subject", "launchdarkly-events")
                .param("decided", array(HISTORIES)));
        run(options(ReturningBenchmark.class));
        run(options(VisitBenchmark.class));
        run(options(FacesBenchmark.class));
        run(options(CoresBenchmark.class).param("visitors", "1024"));
        run(options(CoresBenchmark.class).param("visitors", "1").param("subject", "convert-defaults"));
        run(options(WorkBenchmark.class));
        run(options(EnqueueBenchmark.class));
        run(options(LoadingBenchmark.class).param("megabytes", array(form.megabytes())));
    }

    private ChainedOptionsBuilder options(Class<?> benchmark) {
        return form.options().include("\\." + benchmark.getSimpleName() + "\\.");
    }

    private void run(ChainedOptionsBuilder options) throws RunnerException {
        measured.add(new Runner(options.addProfiler(GCProfiler.class).build()).run());
    }

    private static String[] array(List<String> values) {
        return values.toArray(String[]::new);
    }

    private void runAsProcesses() {
        var started =
                Stream.concat(Stream.of(FirstDecision.BARE), STARTED.stream()).toList();
        var millis = Processes.medianMillis(form.starts, FirstDecision.class, started);
        for (var index = 0; index < started.size(); index++) {
            measured.put("start " + started.get(index), millis.get(index));
        }
        var allocated = Processes.output(Allocated.class, List.of(), array(ALL_HISTORIES));
        for (var index = 0; index < allocated.length; index++) {
            measured.put("bytes " + ALL_HISTORIES.get(index), Double.parseDouble(allocated[index]));
        }
        for (var megabytes : form.retainedMegabytes()) {
            var characters = Integer.toString(Integer.parseInt(megabytes) * MEGABYTE);
            // G1 would count the text as whole regions of its heap.
            var retained = Processes.output(Retained.class, List.of("-Xmx1g", "-XX:+UseSerialGC"), characters);
            measured.put("heap " + megabytes, Double.parseDouble(retained[1]) / Double.parseDouble(retained[0]));
            measured.put("visitor bytes", Double.parseDouble(retained[2]));
            measured.put("decision bytes", Double.parseDouble(retained[3]));
        }
        var start = System.nanoTime();
        var left = Processes.output(ManyVisitors.class, List.of("-Xmx256m"), Integer.toString(form.visitors));
        measured.put("many visitors seconds", (System.nanoTime() - start) / 1e9);
        measured.put("many visitors megabytes", Double.parseDouble(left[0]) / MEGABYTE);
        for (var producers : PRODUCERS) {
            for (var batch : BATCHES) {
                measured.put("events " + producers + " " + batch, throughput(producers, batch));
            }
        }
    }

    private double throughput(String producers, String batch) {
        var events = Integer.toString(form.events);
        return Double.parseDouble(Processes.output(Throughput.class, List.of(), producers, events, batch)[0]);
    }
}
