package com.convert.sdk.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Processes that are ended by others, asked to or killed: what of their events arrives. */
final class Endings {
    private static final int QUEUED = 10_000;
    private static final int TERMINATION_LATENCY = 100;
    private static final int CLOSE_TIMEOUT_MILLIS = 5_000;
    private static final int KILL_LATENCY = 20;
    private static final int A_SECOND = 2_000;

    /** More than a process lives to see. */
    private static final int VISITORS = 20_000;

    private final Identity identity;
    private final Report report;

    Endings(Identity identity, Report report) {
        this.identity = identity;
        this.report = report;
    }

    void begin() {
        report.table(1, "the process", "taken", "delivered", "lost", "doubled", "refused", "mark");
    }

    /** The service answers nothing until the signal has been sent, so that all is waiting by then. */
    void terminate() throws IOException {
        try (var server = TrackingServer.withholding(identity, TERMINATION_LATENCY);
                var child = new Child(identity, Queued.class, server.url(), QUEUED)) {
            var refused = Long.parseLong(child.line()[0]);
            var start = System.nanoTime();
            child.terminate();
            server.release();
            child.end();
            var millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            var ledger = server.ledger();
            var lost = QUEUED - refused - ledger.events();
            report.row(
                    "gets SIGTERM; the service takes " + TERMINATION_LATENCY + " ms",
                    QUEUED - refused,
                    ledger.events(),
                    lost,
                    ledger.doubled(),
                    refused,
                    "ended after %s ms of %s: %s"
                            .formatted(
                                    Report.number(millis),
                                    Report.number(CLOSE_TIMEOUT_MILLIS),
                                    Report.mark(millis <= CLOSE_TIMEOUT_MILLIS)));
            report.none("SIGTERM", "lost", lost);
            report.none("SIGTERM", "doubled", ledger.doubled());
            report.none("SIGTERM", "refused", refused);
        }
    }

    /** Killed in the middle of its work so many times, and then once started to deliver what the others left. */
    void kill(int times) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("load-journal");
        var random = new Random(1);
        var rounds = new ArrayList<Accepted>();
        try (var server = TrackingServer.open(identity, KILL_LATENCY)) {
            for (var round = 0; round < times; round++) {
                try (var child = journaled(server, folder, round, VISITORS)) {
                    child.line();
                    TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(2_000));
                    child.kill();
                    child.end();
                }
                rounds.add(Accepted.open(accepted(folder, round), VISITORS));
            }
            try (var child = journaled(server, folder, times, 0)) {
                var status = child.end();
                report.check(status == 0, "the last start on the journal ended with status " + status);
            }
            killed(rounds, server.ledger());
        }
    }

    private Child journaled(TrackingServer server, Path folder, int round, int visitors) throws IOException {
        return new Child(
                identity,
                Journaled.class,
                server.url(),
                folder.resolve("journal"),
                accepted(folder, round),
                round * VISITORS,
                A_SECOND,
                visitors);
    }

    private static Path accepted(Path folder, int round) {
        return folder.resolve("accepted-" + round);
    }

    private void killed(ArrayList<Accepted> rounds, Ledger ledger) {
        var taken = 0L;
        var missing = 0L;
        var refused = 0L;
        for (var round = 0; round < rounds.size(); round++) {
            var accepted = rounds.get(round);
            var first = round * VISITORS;
            taken += IntStream.range(0, VISITORS).filter(accepted::has).count();
            missing += IntStream.range(0, VISITORS)
                    .filter(accepted::has)
                    .filter(number -> !ledger.has(first + number))
                    .count();
            refused += accepted.refused();
        }
        var lost = Math.max(0, missing - refused);
        report.row(
                "is killed, %d times, with a durable queue under %s a second"
                        .formatted(rounds.size(), Report.number(A_SECOND)),
                taken,
                ledger.events(),
                lost,
                ledger.doubled(),
                refused,
                "lost 0: " + Report.mark(lost == 0));
        report.none("kill", "lost", lost);
        report.none("kill", "refused", refused);
    }
}
