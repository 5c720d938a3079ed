package com.convert.sdk.benchmarks;

import com.convert.sdk.benchmarks.subject.Subject;
import com.convert.sdk.benchmarks.subject.Subjects;
import com.convert.sdk.benchmarks.subject.Traffic;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One more decision, as the SDKs come, for visitors who have been decided about that many other experiences. They go on
 * until they have half as many again, so that what is done now and then for many decisions counts with its share.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(HistoryBenchmark.DECISIONS)
public class HistoryBenchmark {
    static final int DECISIONS = 500;
    private static final int EXPERIENCES = 1_500;

    @Param({"convert-defaults", "launchdarkly-events"})
    String subject;

    @Param({"0", "1", "20", "100", "1000"})
    int decided;

    /** Twice all of them: visitors begin at different ones, so that no few experiences are always at hand. */
    private final String[] keys = new String[EXPERIENCES * 2];

    private Subject measured;
    private String[] visitors;
    private int more;
    private long visitor;

    @Setup
    public void open() {
        measured = Subjects.open(subject, EXPERIENCES);
        for (var i = 0; i < keys.length; i++) {
            keys[i] = Traffic.key(i % EXPERIENCES);
        }
        more = Math.max(1, decided / 2);
        visitors = new String[DECISIONS / more];
    }

    /** Visitors who are new to everybody, and have their decisions; no event of these is left. */
    @Setup(Level.Invocation)
    public void meet() {
        for (var i = 0; i < visitors.length; i++) {
            visitors[i] = new UUID(visitor, ++visitor).toString();
            for (var key = 0; key < decided; key++) {
                measured.decide(visitors[i], Traffic.COUNTRY, keys[first(i) + key]);
            }
        }
        measured.flush();
    }

    @TearDown
    public void close() {
        measured.close();
    }

    @Benchmark
    public void decide(Blackhole results) {
        for (var i = 0; i < visitors.length; i++) {
            for (var key = decided; key < decided + more; key++) {
                results.consume(measured.decide(visitors[i], Traffic.COUNTRY, keys[first(i) + key]));
            }
        }
    }

    private static int first(int visitor) {
        return visitor * (EXPERIENCES / DECISIONS);
    }
}
