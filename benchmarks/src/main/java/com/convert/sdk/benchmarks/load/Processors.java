package com.convert.sdk.benchmarks.load;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** More events than most deliver, offered to this SDK and to others' processors: who delivers how many a second. */
final class Processors {
    private static final int WARM_UP_SECONDS = 2;
    private static final int DRAIN_SECONDS = 20;
    private static final int STILL_MILLIS = 1_500;

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
                "OpenTelemetry",
                "Convert over the better",
                "mark",
                "LaunchDarkly, flushed every 500 ms");
        for (var latency : latencies) {
            report.step("processors at " + latency + " ms", () -> row(latency, pace));
        }
    }

    private void row(int latency, Pace pace) throws IOException, InterruptedException {
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
                "≥ 1: " + Report.mark(convert.aSecond() >= better),
                flood("launchdarkly-500", latency, pace));
    }

    private Delivered flood(String name, int latency, Pace pace) throws IOException, InterruptedException {
        var warmUp = Pace.of(pace.aSecond(), WARM_UP_SECONDS);
        try (var server = TrackingServer.open(identity, latency);
                var child = child(name, server, warmUp, pace)) {
            child.line();
            drain(server.ledger());
            var requests = server.requests();
            server.ledger().countFrom(warmUp.times());
            child.goOn();
            var start = Long.parseLong(child.line()[0]);
            child.end();
            var seconds = (server.ledger().last() - start) / 1e3;
            show(name + " at " + latency + " ms", server, seconds, server.requests() - requests);
            return new Delivered(
                    server.ledger().events() / seconds, server.ledger().events() == pace.times(), pace.aSecond());
        }
    }

    private Child child(String name, TrackingServer server, Pace warmUp, Pace pace) throws IOException {
        return new Child(identity, Flood.class, name, server.url(), pace.aSecond(), warmUp.times(), pace.times());
    }

    /** Waits until what the warm-up left in the queue has come. */
    private static void drain(Ledger ledger) throws InterruptedException {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
        int before;
        do {
            before = ledger.events();
            TimeUnit.MILLISECONDS.sleep(STILL_MILLIS);
        } while ((before == 0 || before != ledger.events()) && System.nanoTime() < deadline);
    }

    private void show(String where, TrackingServer server, double seconds, int requests) {
        var ledger = server.ledger();
        System.out.printf(
                "%s: %d delivered in %.1f s by %d requests on %d connections%n",
                where, ledger.events(), seconds, requests, server.connections());
        report.check(ledger.events() > 0, where + ": nothing was delivered");
        report.none(where, "doubled", ledger.doubled());
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
