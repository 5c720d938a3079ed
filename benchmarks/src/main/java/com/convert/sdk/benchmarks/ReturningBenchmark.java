package com.convert.sdk.benchmarks;

import com.convert.sdk.benchmarks.subject.Subject;
import com.convert.sdk.benchmarks.subject.Subjects;
import com.convert.sdk.benchmarks.subject.Traffic;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Visitors come back to one of the many experiences that they have stored decisions about. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReturningBenchmark {
    private static final int VISITORS = 16;
    private static final int EXPERIENCES = 1_000;

    /** With no divisor in common with any of the numbers below, so that each decision is asked for. */
    private static final int STRIDE = 7;

    @Param({"1", "20", "100", "1000"})
    int decided;

    private final Subject measured = Subjects.open("convert-defaults", EXPERIENCES);
    private final Traffic traffic = new Traffic(VISITORS, EXPERIENCES);
    private final String[] keys = new String[EXPERIENCES];
    private int next;

    @Setup
    public void meet() {
        for (var i = 0; i < EXPERIENCES; i++) {
            keys[i] = Traffic.key(i);
        }
        for (var i = 0; i < VISITORS; i++) {
            traffic.advance();
            for (var key = 0; key < decided; key++) {
                measured.decide(traffic.visitor(), Traffic.COUNTRY, keys[key]);
            }
            measured.flush();
        }
    }

    @TearDown
    public void close() {
        measured.close();
    }

    @Benchmark
    public String decide() {
        traffic.advance();
        next += STRIDE;
        if (next >= decided) {
            next %= decided;
        }
        return measured.decide(traffic.visitor(), Traffic.COUNTRY, keys[next]);
    }
}
