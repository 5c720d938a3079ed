package com.convert.sdk.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes the results into the page on performance, between its two marks, and draws the chart. */
final class Page {
    private static final List<String> OTHERS =
            List.of("openfeature", "launchdarkly", "statsig", "split", "optimizely", "unleash");
    private static final List<String> WORK = List.of(
            "hundredExperiences",
            "featureWithSixVariables",
            "featureWithTwentyVariables",
            "featureAmongTenThousandExperiences",
            "thirtyRules",
            "fiveAudiences",
            "sixtyFourAttributes",
            "regularExpression");
    private static final String BEGIN = "<!-- results -->\n";
    private static final String END = "<!-- end of results -->";

    private final Form form;
    private final Measurements measured;

    Page(Form form, Measurements measured) {
        this.form = form;
        this.measured = measured;
    }

    void write(Path folder) throws IOException {
        var page = folder.resolve("performance.md");
        var text = Files.readString(page);
        var begin = text.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(page, text.substring(0, begin) + results() + text.substring(text.indexOf(END)));
        Files.writeString(folder.resolve("performance.svg"), new Chart(measured, OTHERS).draw());
    }

    private String results() {
        var text = new StringBuilder("Form `%s`, Java %s, %d processors.\n\n"
                .formatted(
                        form.name().toLowerCase(Locale.ROOT),
                        System.getProperty("java.version"),
                        Runtime.getRuntime().availableProcessors()));
        new Marks(form, measured).appendTo(text);
        appendDecisions(text);
        appendHistories(text);
        appendOtherWork(text);
        return text.toString();
    }

    private void appendDecisions(StringBuilder text) {
        text.append("\n| one decision, fresh visitor, no trace | of 1: ns | over the floor | bytes | of 1,000: ns |\n")
                .append("| --- | ---: | ---: | ---: | ---: |\n");
        appendDecision(text, "floor", "by hand, without an attribute map");
        appendDecision(text, "floor-map", "**by hand, with the map: the floor**");
        appendDecision(text, "convert", "**Convert, this SDK**");
        appendDecision(text, "convert-java", "Convert, through Java's face");
        for (var other : OTHERS) {
            appendDecision(text, other, other);
        }
    }

    private void appendDecision(StringBuilder text, String subject, String label) {
        var one = Marks.decision(subject, "1");
        text.append("| %s | %.0f | %.2f | %.0f | %.0f |\n"
                .formatted(
                        label,
                        measured.score(one),
                        measured.ratio(one, Marks.decision("floor-map", "1")),
                        measured.bytes(one),
                        measured.score(Marks.decision(subject, "1000"))));
    }

    private void appendHistories(StringBuilder text) {
        text.append("\n| one decision, defaults, by the stored ones | a new one: ns | bytes | LaunchDarkly: ns |")
                .append(" a stored one: ns | of so many of a fresh visitor: ns | LaunchDarkly: ns |\n")
                .append("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        for (var decided : Benchmarks.ALL_HISTORIES) {
            var one = Marks.history("convert-defaults", decided);
            text.append("| %s | %.0f | %.0f | %s | %s | %s | %s |\n"
                    .formatted(
                            decided,
                            measured.score(one),
                            measured.score("bytes " + decided),
                            nanos(Marks.history("launchdarkly-events", decided)),
                            nanos("ReturningBenchmark.decide " + decided),
                            nanos(Marks.visit("convert-defaults", decided)),
                            nanos(Marks.visit("launchdarkly-events", decided))));
        }
    }

    /** A dash where nothing was measured. */
    private String nanos(String name) {
        return measured.has(name) ? "%.0f".formatted(measured.score(name)) : "–";
    }

    private String timeAndBytes(String name) {
        return "%.0f ns, %.0f B".formatted(measured.score(name), measured.bytes(name));
    }

    private void appendOtherWork(StringBuilder text) {
        text.append("\n| other work | measured |\n| --- | ---: |\n");
        for (var work : WORK) {
            row(text, words(work), timeAndBytes("WorkBenchmark." + work));
        }
        row(
                text,
                "fresh visitor, defaults, the queue full",
                timeAndBytes("DefaultsBenchmark.decide convert-full-queue fresh"));
        row(
                text,
                "a visitor whose exposure was refused comes back, the queue full",
                timeAndBytes("DefaultsBenchmark.decide convert-full-queue returning"));
        var instance = measured.ratio("LoadingBenchmark.instance 1", "LoadingBenchmark.bareParse 1");
        row(text, "an instance opened with 1 MB and closed again, over the bare parse", "%.2f".formatted(instance));
        row(text, "one visitor in the default store", "%.0f B".formatted(measured.score("visitor bytes")));
        var seconds = measured.score("many visitors seconds");
        var megabytes = measured.score("many visitors megabytes");
        row(
                text,
                String.format(Locale.ROOT, "%,d visitors through a heap of 256 MB", form.visitors),
                "%.1f s, %.0f MB left in use".formatted(seconds, megabytes));
        for (var producers : Benchmarks.PRODUCERS) {
            for (var batch : Benchmarks.BATCHES) {
                row(
                        text,
                        "events delivered over HTTPS, producers: %s, a batch: %s".formatted(producers, batch),
                        "%.0f a second".formatted(measured.score("events " + producers + " " + batch)));
            }
        }
        row(text, "a bare JVM, start to end", "%.0f ms".formatted(measured.score("start jvm")));
        for (var subject : Benchmarks.STARTED) {
            row(
                    text,
                    "first decision of a process: " + subject,
                    "%.0f ms".formatted(measured.score("start " + subject)));
        }
    }

    private static void row(StringBuilder text, String work, String value) {
        text.append("| ").append(work).append(" | ").append(value).append(" |\n");
    }

    private static String words(String name) {
        return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }
}
