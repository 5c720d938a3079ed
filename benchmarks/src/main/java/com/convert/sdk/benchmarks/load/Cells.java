package com.convert.sdk.benchmarks.load;

import java.io.IOException;
import java.util.List;

/** New visitors at a pace, each in a process of its own: what is delivered, and how old it is by then. */
final class Cells {
    private final Identity identity;
    private final Report report;

    Cells(Identity identity, Report report) {
        this.identity = identity;
        this.report = report;
    }

    void run(List<Cell> cells, int seconds) throws IOException, InterruptedException {
        report.table(
                1,
                "the service takes",
                "new visitors a second",
                "reached",
                "offered",
                "delivered",
                "lost",
                "doubled",
                "refused",
                "left at close",
                "age: p50, ms",
                "p99",
                "max",
                "mark of p99",
                "requests",
                "connections",
                "handshakes");
        for (var cell : cells) {
            report.step(cell.toString(), () -> run(cell, Pace.of(cell.aSecond(), seconds)));
        }
    }

    private void run(Cell cell, Pace pace) throws IOException {
        try (var server = TrackingServer.open(identity, cell.latency());
                var proxy = new DelayProxy(server.port(), cell.roundTrip())) {
            var url = cell.roundTrip() == 0 ? server.url() : proxy.url();
            try (var child = new Child(identity, Steady.class, url, pace.aSecond(), pace.times())) {
                var printed = child.line();
                child.end();
                row(cell, pace, server, printed);
            }
        }
    }

    private void row(Cell cell, Pace pace, TrackingServer server, String[] printed) {
        var ledger = server.ledger();
        var lost = pace.times() - ledger.events();
        var refused = Long.parseLong(printed[0]);
        var left = Long.parseLong(printed[1]);
        report.row(
                cell.distance(),
                cell.aSecond(),
                pace.times() / Double.parseDouble(printed[2]),
                pace.times(),
                ledger.events(),
                lost,
                ledger.doubled(),
                refused,
                left,
                ledger.age(0.5),
                ledger.age(0.99),
                ledger.age(1),
                "≤ %s: %s".formatted(Report.number(cell.ageMark()), Report.mark(ledger.age(0.99) <= cell.ageMark())),
                server.requests(),
                server.connections(),
                server.handshakes());
        report.none(cell.toString(), "lost", lost);
        report.none(cell.toString(), "doubled", ledger.doubled());
        report.none(cell.toString(), "refused", refused);
        report.none(cell.toString(), "left at close", left);
    }
}
