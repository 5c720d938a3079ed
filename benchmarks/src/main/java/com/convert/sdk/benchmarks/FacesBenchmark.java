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

/** What it costs to come in through the Java face: one decision for a fresh visitor, no trace, through each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FacesBenchmark {
    private static final int VISITORS = 1_024;
    private static final int EXPERIENCES = 100;

    @Param({"convert", "convert-java", "convert-java-future"})
    String subject;

    private final Traffic traffic = new Traffic(VISITORS, EXPERIENCES);
    private Subject measured;

    @Setup
    public void open() {
        measured = Subjects.open(subject, EXPERIENCES);
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
