package com.convert.sdk.benchmarks.load;

import java.io.IOException;
import java.util.List;

/** More events than any of them delivers, offered to this SDK and to others' processors: who delivers how many. */
final class Processors {
    private final Identity identity;
    private final Report report;

    Processors(Identity identity, Report report) {
        this.identity = identity;
        this.report = report;
    }

    void run(List<Integer> latencies, Pace pace) throws IOException {
        report.table(
                1,
                "%s a second offered; the service takes".formatted(Report.number(pace.aSecond())),
                "Convert: delivered a second",
                "LaunchDarkly",
                "OpenTelemetry",
                "Convert over the better",
                "mark");
        for (var latency : latencies) {
            var convert = flood("convert", latency, pace);
            var launchDarkly = flood("launchdarkly", latency, pace);
            var openTelemetry = flood("opentelemetry", latency, pace);
            var better = Math.max(launchDarkly.aSecond(), openTelemetry.aSecond());
            report.row(
                    latency + " ms",
                    convert,
                    launchDarkly,
                    openTelemetry,
                    "%.2f".formatted(convert.aSecond() / better),
                    "≥ 1: " + Report.mark(convert.all() || convert.aSecond() >= better));
        }
    }

    private Delivered flood(String name, int latency, Pace pace) throws IOException {
        try (var server = TrackingServer.open(identity, latency);
                var child = new Child(identity, Flood.class, name, server.url(), pace.aSecond(), pace.times())) {
            child.line();
            child.end();
            var ledger = server.ledger();
            report.none(name + " at " + latency + " ms", "doubled", ledger.doubled());
            return new Delivered(ledger.events() / ledger.seconds(), ledger.events() == pace.times(), pace.aSecond());
        }
    }

    /** How many came a second, and whether that was all there was; then the pace of the offers is what there was. */
    private record Delivered(double measured, boolean all, int offered) {
        double aSecond() {
            return all ? offered : measured;
        }

        @Override
        public String toString() {
            return all ? "all" : Report.number(measured);
        }
    }
}
