package com.convert.sdk.benchmarks;

import com.convert.sdk.benchmarks.subject.Subject;
import com.convert.sdk.benchmarks.subject.Subjects;
import com.convert.sdk.benchmarks.subject.Traffic;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/**
 * What a second core adds, on one instance, with many visitors or the same one on both: returning visitors are
 * remembered and tracked, fresh ones are not.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CoresBenchmark {
    private static final int EXPERIENCES = 100;

    @Param({"floor-map", "convert", "convert-defaults"})
    String subject;

    @Param({"1024", "1"})
    int visitors;

    private Subject measured;
    private final AtomicInteger threads = new AtomicInteger();

    @Setup
    public void open() {
        measured = Subjects.open(subject, EXPERIENCES);
    }

    @TearDown
    public void close() {
        measured.close();
    }

    @State(Scope.Thread)
    public static class Requests {
        private Traffic traffic;

        @Setup
        public void prepare(CoresBenchmark benchmark) {
            traffic = new Traffic(benchmark.visitors, EXPERIENCES);
            // Threads are not to walk through the same visitors in step.
            for (var i = benchmark.threads.getAndIncrement() * benchmark.visitors / 2; i > 0; i--) {
                traffic.advance();
            }
        }
    }

    @Benchmark
    @Threads(1)
    public String oneThread(Requests requests) {
        return decide(requests.traffic);
    }

    @Benchmark
    @Threads(2)
    public String twoThreads(Requests requests) {
        return decide(requests.traffic);
    }

    private String decide(Traffic traffic) {
        traffic.advance();
        return measured.decide(traffic.visitor(), Traffic.COUNTRY, traffic.key());
    }
}
