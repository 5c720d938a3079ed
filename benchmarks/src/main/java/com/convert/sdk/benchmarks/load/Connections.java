package com.convert.sdk.benchmarks.load;

import java.io.IOException;

/** How many connections a few thousand events take, as they come; told, because it depends on what overlaps. */
final class Connections {
    private static final int LATENCY = 20;
    private static final int MOST = 2;
    private static final Pace PACE = new Pace(2_000, 10_000);

    private final Identity identity;
    private final Report report;

    Connections(Identity identity, Report report) {
        this.identity = identity;
        this.report = report;
    }

    void run() throws IOException, InterruptedException {
        report.table(
                1,
                "%s events in batches as they come".formatted(Report.number(PACE.times())),
                "delivered",
                "requests",
                "connections",
                "handshakes",
                "mark of connections");
        report.step("HTTP/2", () -> run("HTTP/2", true));
        report.step("HTTP/1.1", () -> run("HTTP/1.1", false));
    }

    private void run(String protocol, boolean http2) throws IOException {
        try (var server = TrackingServer.open(identity, LATENCY, http2);
                var child = new Child(identity, Steady.class, server.url(), PACE.aSecond(), PACE.times())) {
            child.line();
            child.end();
            var events = server.ledger().events();
            var few = server.connections() <= MOST;
            report.row(
                    protocol,
                    events,
                    server.requests(),
                    server.connections(),
                    server.handshakes(),
                    "≤ %d: %s".formatted(MOST, Report.mark(few)));
            report.none(protocol, "lost", PACE.times() - events);
        }
    }
}
