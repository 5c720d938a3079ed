package com.convert.sdk.benchmarks.report;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/** What was aimed for, as ratios within one run, and what came out. */
final class Marks {
    private static final String FRESH = "DefaultsBenchmark.decide %s fresh";
    private static final String FACE = "FacesBenchmark.decide ";
    private static final String RETURNING = "DefaultsBenchmark.decide %s returning";

    private static final String WORK = "WorkBenchmark.";

    /** The others that evaluate rules. */
    private static final List<String> EVALUATING = List.of("launchdarkly", "statsig", "split", "optimizely", "unleash");

    private final Form form;
    private final Measurements measured;

    Marks(Form form, Measurements measured) {
        this.form = form;
        this.measured = measured;
    }

    /** One more decision of a visitor with as many stored ones. */
    static String history(String subject, String decided) {
        return "HistoryBenchmark.decide " + decided + " " + subject;
    }

    /** One of as many decisions of a fresh visitor. */
    static String visit(String subject, String experiences) {
        return "VisitBenchmark.decide " + experiences + " " + subject;
    }

    static String decision(String subject, String experiences) {
        return "DecisionBenchmark.decide " + experiences + " " + subject;
    }

    void appendTo(StringBuilder text) {
        text.append("| work | mark | measured | |\n| --- | --- | ---: | --- |\n");
        appendDecisions(text);
        appendJavaFace(text);
        appendDefaults(text);
        appendHistories(text);
        var blocking = measured.ratio(FACE + "convert-java", FACE + "convert");
        row(text, "Java's blocking face over Kotlin's", "≤ 1.05", blocking, blocking <= 1.05);
        var future = measured.ratio(FACE + "convert-java-future", FACE + "convert");
        row(text, "Java's future face over Kotlin's", "≤ 1.2", future, future <= 1.2);
        for (var subject : List.of("floor-map", "convert", "convert-defaults")) {
            appendCores(text, subject, subject + " 1024");
        }
        appendCores(text, "convert-defaults, the same visitor", "convert-defaults 1");
        appendLoading(text);
        var enqueue = measured.ratio("EnqueueBenchmark.memoryQueue", "EnqueueBenchmark.arrayBlockingQueue");
        row(text, "enqueue over `ArrayBlockingQueue.offer`", "≤ 1.5", enqueue, enqueue <= 1.5);
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
        var fastest = EVALUATING.stream()
                .mapToDouble(other -> measured.ratio(decision(other, "1"), decision("convert", "1")))
                .min()
                .orElseThrow();
        row(text, "the fastest other that evaluates rules, over it", "≥ 2", fastest, fastest >= 2);
        var growth = measured.ratio(decision("convert", "10000"), decision("convert", "1"));
        row(text, "10,000 experiences over 1", "≤ 1.3", growth, growth <= 1.3);
        var feature = measured.ratio(WORK + "featureAmongTenThousandExperiences", WORK + "featureWithSixVariables");
        row(text, "a feature among 10,000 experiences over among 1", "≤ 1.5", feature, feature <= 1.5);
    }

    private void appendJavaFace(StringBuilder text) {
        var worst = Stream.of("1", "1000", "10000")
                .mapToDouble(n -> measured.ratio(decision("convert-java", n), decision("floor-map", n)))
                .max()
                .orElseThrow();
        row(text, "the same through Java's face, over the floor: the worst", "≤ 1.8", worst, worst <= 1.8);
        var others = Stream.of("1", "1000")
                .flatMap(n -> EVALUATING.stream()
                        .map(other -> measured.ratio(decision(other, n), decision("convert-java", n))))
                .min(Double::compare)
                .orElseThrow();
        row(text, "the fastest other that evaluates rules, over Java's face", "≥ 2.2", others, others >= 2.2);
    }

    private void appendDefaults(StringBuilder text) {
        var fresh = measured.ratio(FRESH.formatted("convert-defaults"), FRESH.formatted("launchdarkly-events"));
        row(text, "fresh visitor, defaults, over LaunchDarkly with events", "< 1", fresh, fresh < 1);
        var returning = measured.ratio(RETURNING.formatted("convert-defaults"), RETURNING.formatted("floor-map"));
        row(text, "returning visitor, defaults, over the floor", "≤ 2", returning, returning <= 2);
    }

    private void appendHistories(StringBuilder text) {
        var many = history("convert-defaults", "1000");
        var none = history("convert-defaults", "0");
        var time = measured.ratio(many, none);
        row(text, "new decision, defaults, with 1,000 stored ones over none", "≤ 1.3", time, time <= 1.3);
        var bytes = measured.ratio("bytes 1000", "bytes 0");
        row(text, "its bytes, the same", "≤ 1.3", bytes, bytes <= 1.3);
        var beside = worstBesideLaunchDarkly(Marks::history);
        row(text, "with 1, 20 and 100, over LaunchDarkly with events: the worst", "< 0.7", beside, beside < 0.7);
        var visits = worstBesideLaunchDarkly(Marks::visit);
        row(text, "1, 20 and 100 decisions of a fresh visitor, the same", "< 0.7", visits, visits < 0.7);
        var stored = measured.score("decision bytes");
        row(text, "bytes a stored decision in the default store", "≤ 24", stored, stored <= 24);
    }

    private double worstBesideLaunchDarkly(BinaryOperator<String> name) {
        return Benchmarks.HISTORIES.stream()
                .mapToDouble(
                        n -> measured.ratio(name.apply("convert-defaults", n), name.apply("launchdarkly-events", n)))
                .max()
                .orElseThrow();
    }

    private void appendCores(StringBuilder text, String label, String parameters) {
        var ratio = measured.ratio("CoresBenchmark.twoThreads " + parameters, "CoresBenchmark.oneThread " + parameters);
        row(text, "throughput of two threads over one: " + label, "≥ 1.8", ratio, ratio >= 1.8);
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
