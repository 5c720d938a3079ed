package com.convert.sdk.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** More events than most deliver, offered to this SDK and to others' processors: who delivers how many a second. */
final class Processors {
    /** As they come, but that the third sends as often as this SDK. */
    private static final List<String> OTHERS = List.of("launchdarkly", "launchdarkly-500", "opentelemetry");

    private static final int WARM_UP_SECONDS = 2;

    private final Identity identity;
    private final Report report;

    Processors(Identity identity, Report report) {
        this.identity = identity;
        this.report = report;
    }

    void run(List<Integer> latencies, Pace pace) throws IOException, InterruptedException {
        report.table(
                1,
                "%s a second offered; the service takes".formatted(Report.number(pace.aSecond())),
                "Convert: delivered a second",
                "LaunchDarkly",
                "LaunchDarkly, flushed every 500 ms",
                "OpenTelemetry",
                "Convert over the best",
                "mark");
        for (var latency : latencies) {
            report.step("processors at " + latency + " ms", () -> row(latency, pace));
        }
    }

    private void row(int latency, Pace pace) throws IOException {
        var convert = flood("convert", latency, pace);
        var row = new ArrayList<Object>(List.of(latency + " ms", convert));
        var best = 0.0;
        for (var other : OTHERS) {
            var delivered = flood(other, latency, pace);
            row.add(delivered);
            best = Math.max(best, delivered.aSecond());
        }
        row.add("%.2f".formatted(convert.aSecond() / best));
        row.add("≥ 1: " + Report.mark(convert.aSecond() >= best));
        report.row(row.toArray());
    }

    private Delivered flood(String name, int latency, Pace pace) throws IOException {
        var warmUp = Pace.of(pace.aSecond(), WARM_UP_SECONDS);
        try (var server = TrackingServer.open(identity, latency);
                var child = child(name, server, warmUp, pace)) {
            child.line();
            var requests = server.requests();
            server.ledger().countFrom(warmUp.times());
            child.line();
            child.end();
            return delivered(name + " at " + latency + " ms", server, pace, server.requests() - requests);
        }
    }

    private Child child(String name, TrackingServer server, Pace warmUp, Pace pace) throws IOException {
        return new Child(identity, Flood.class, name, server.url(), pace.aSecond(), warmUp.times(), pace.times());
    }

    private Delivered delivered(String where, TrackingServer server, Pace pace, int requests) {
        var ledger = server.ledger();
        System.out.printf(
                "%s: %d of %d delivered in %.1f s by %d requests on %d connections%n",
                where, ledger.events(), pace.times(), ledger.seconds(), requests, server.connections());
        report.check(ledger.events() > 0, where + ": nothing was delivered");
        report.none(where, "doubled", ledger.doubled());
        return new Delivered(ledger.events() / ledger.seconds(), ledger.events() == pace.times(), pace.aSecond());
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
