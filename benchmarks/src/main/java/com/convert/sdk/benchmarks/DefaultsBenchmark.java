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

/**
 * One decision as the SDKs come: this one remembers it and queues the exposure once; the other one queues events.
 *
 * <p>With a full queue, this one remembers, and refuses the exposure with each decision.
 *
 * <p>Fresh visitors are so many that the store has forgotten each before it comes again; returning ones are few.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DefaultsBenchmark {
    private static final int EXPERIENCES = 100;

    @Param({"floor", "floor-map", "convert-defaults", "convert-full-queue", "launchdarkly-events"})
    String subject;

    @Param({"fresh", "returning"})
    String visitors;

    private Subject measured;
    private Traffic traffic;

    @Setup
    public void open() {
        measured = Subjects.open(subject, EXPERIENCES);
        traffic = new Traffic("fresh".equals(visitors) ? 1 << 18 : 1 << 10, EXPERIENCES);
        if ("returning".equals(visitors)) {
            for (var i = 0; i < 1 << 10; i++) {
                decide();
            }
        }
    }

    @TearDown
    public void close() {
        measured.close();
    }

    @Benchmark
    public String decide() {
        traffic.advance();
        return measured.decide(traffic.visitor(), Traffic.COUNTRY, traffic.key());
    }
}
