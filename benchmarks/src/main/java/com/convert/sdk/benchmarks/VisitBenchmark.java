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

/** Fresh visitors, each of whom is asked about that many experiences one after the other, as the SDKs come. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class VisitBenchmark {
    /** So many that the store has forgotten each before it comes again. */
    private static final int VISITORS = 1 << 18;

    private static final int EXPERIENCES = 100;

    @Param({"convert-defaults", "launchdarkly-events"})
    String subject;

    @Param({"1", "20", "100"})
    int experiences;

    private final Traffic traffic = new Traffic(VISITORS, EXPERIENCES);
    private final String[] keys = new String[EXPERIENCES];
    private Subject measured;
    private int next;

    @Setup
    public void open() {
        measured = Subjects.open(subject, EXPERIENCES);
        for (var i = 0; i < EXPERIENCES; i++) {
            keys[i] = Traffic.key(i);
        }
    }

    @TearDown
    public void close() {
        measured.close();
    }

    /** One decision. */
    @Benchmark
    public String decide() {
        if (++next >= experiences) {
            next = 0;
            traffic.advance();
        }
        return measured.decide(traffic.visitor(), Traffic.COUNTRY, keys[next]);
    }
}
