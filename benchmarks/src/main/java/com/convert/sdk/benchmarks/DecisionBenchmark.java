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

/** One decision for a visitor of a new request, with the attributes that the request brings: no trace is left. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecisionBenchmark {
    @Param({
        "floor",
        "floor-map",
        "convert",
        "convert-java",
        "openfeature",
        "launchdarkly",
        "statsig",
        "split",
        "optimizely",
        "unleash"
    })
    String subject;

    @Param({"1", "100", "1000", "10000"})
    int experiences;

    private Subject measured;

    @Setup
    public void open() {
        measured = Subjects.open(subject, experiences);
    }

    @TearDown
    public void close() {
        measured.close();
    }

    /** Few enough visitors to stay in the processor's cache, where a request's own would be. */
    @State(Scope.Thread)
    public static class Requests {
        private static final int VISITORS = 1_024;

        private Traffic traffic;

        @Setup
        public void prepare(DecisionBenchmark benchmark) {
            traffic = new Traffic(VISITORS, benchmark.experiences);
        }
    }

    @Benchmark
    public String decide(Requests requests) {
        var traffic = requests.traffic;
        traffic.advance();
        return measured.decide(traffic.visitor(), Traffic.COUNTRY, traffic.key());
    }
}
