package com.convert.sdk.benchmarks.report;

import java.util.List;
import java.util.stream.Stream;

/** What was aimed for, as ratios within one run, and what came out. */
final class Marks {
    private static final String FRESH = "DefaultsBenchmark.decide %s fresh";
    private static final String FACE = "FacesBenchmark.decide ";
    private static final String RETURNING = "DefaultsBenchmark.decide %s returning";

    private final Form form;
    private final Measurements measured;

    Marks(Form form, Measurements measured) {
        this.form = form;
        this.measured = measured;
    }

    static String decision(String subject, String experiences) {
        return "DecisionBenchmark.decide " + experiences + " " + subject;
    }

    void appendTo(StringBuilder text) {
        text.append("| work | mark | measured | |\n| --- | --- | ---: | --- |\n");
        appendDecisions(text);
        appendDefaults(text);
        var blocking = measured.ratio(FACE + "convert-java", FACE + "convert");
        row(text, "Java's blocking face over Kotlin's", "≤ 1.05", blocking, blocking <= 1.05);
        var future = measured.ratio(FACE + "convert-java-future", FACE + "convert");
        row(text, "Java's future face over Kotlin's", "≤ 1.2", future, future <= 1.2);
        for (var subject : List.of("floor-map", "convert", "convert-defaults")) {
            var ratio = measured.ratio("CoresBenchmark.twoThreads " + subject, "CoresBenchmark.oneThread " + subject);
            row(text, "throughput of two threads over one: " + subject, "≥ 1.8", ratio, ratio >= 1.8);
        }
        appendLoading(text);
        var enqueue = measured.ratio("EnqueueBenchmark.memoryQueue", "EnqueueBenchmark.arrayBlockingQueue");
        row(text, "enqueue over `ArrayBlockingQueue.offer`", "≤ 2", enqueue, enqueue <= 2);
        var start = Stream.of("launchdarkly", "optimizely", "unleash")
                .mapToDouble(other -> measured.ratio("start convert", "start " + other))
                .max()
                .orElseThrow();
        row(text, "start to first decision, over the fastest other", "< 1", start, start < 1);
    }

    private void appendDecisions(StringBuilder text) {
        var floor = Stream.of("1", "1000", "10000")
                .mapToDouble(n -> measured.ratio(decision("convert", n), decision("floor-map", n)))
                .max()
                .orElseThrow();
        row(text, "decision, fresh visitor, no trace, over the floor: the worst", "≤ 2", floor, floor <= 2);
        var bytes = measured.bytes(decision("convert", "1"));
        row(text, "its bytes, the caller's map among them", "≤ 400", bytes, bytes <= 400);
        var fastest = Stream.of("launchdarkly", "statsig", "split", "optimizely", "unleash")
                .mapToDouble(other -> measured.ratio(decision(other, "1"), decision("convert", "1")))
                .min()
                .orElseThrow();
        row(text, "the fastest other that evaluates rules, over it", "≥ 2", fastest, fastest >= 2);
        var growth = measured.ratio(decision("convert", "10000"), decision("convert", "1"));
        row(text, "10,000 experiences over 1", "≤ 1.3", growth, growth <= 1.3);
    }

    private void appendDefaults(StringBuilder text) {
        var fresh = measured.ratio(FRESH.formatted("convert-defaults"), FRESH.formatted("launchdarkly-events"));
        row(text, "fresh visitor, defaults, over LaunchDarkly with events", "< 1", fresh, fresh < 1);
        var returning = measured.ratio(RETURNING.formatted("convert-defaults"), RETURNING.formatted("floor-map"));
        row(text, "returning visitor, defaults, over the floor", "≤ 2", returning, returning <= 2);
    }

    private void appendLoading(StringBuilder text) {
        for (var megabytes : form.megabytes()) {
            var bare = "LoadingBenchmark.bareParse " + megabytes;
            var parse = measured.ratio("LoadingBenchmark.snapshot " + megabytes, bare);
            row(text, "snapshot of " + megabytes + " MB over the bare parse", "≤ 1", parse, parse <= 1);
        }
        for (var megabytes : form.retainedMegabytes()) {
            var heap = measured.score("heap " + megabytes);
            row(text, "heap that a snapshot of " + megabytes + " MB keeps, over its text", "≤ 4", heap, heap <= 4);
        }
    }

    private static void row(StringBuilder text, String work, String mark, double value, boolean met) {
        text.append("| %s | %s | %s | %s |\n"
                .formatted(work, mark, (value >= 100 ? "%.0f" : "%.2f").formatted(value), met ? "met" : "**missed**"));
    }
}
