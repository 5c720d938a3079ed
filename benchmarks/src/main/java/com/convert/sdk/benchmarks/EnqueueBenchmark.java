package com.convert.sdk.benchmarks;

import com.convert.sdk.internal.tracking.MemoryQueue;
import com.convert.sdk.internal.tracking.TrackedEvent;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import kotlin.time.TimeSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One ready event into an empty queue that has room for all, of this SDK and of the JDK. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(EnqueueBenchmark.EVENTS)
public class EnqueueBenchmark {
    static final int EVENTS = 10_000;

    private final TrackedEvent event = new TrackedEvent.Exposure("visitor", Map.of(), "1", "2");
    private MemoryQueue ours;
    private ArrayBlockingQueue<TrackedEvent> theirs;

    @Setup(Level.Invocation)
    public void open() {
        ours = new MemoryQueue(EVENTS, TimeSource.Monotonic.INSTANCE);
        theirs = new ArrayBlockingQueue<>(EVENTS);
    }

    @Benchmark
    public Object memoryQueue() {
        for (var i = 0; i < EVENTS; i++) {
            ours.offerNow(event);
        }
        return ours;
    }

    @Benchmark
    public Object arrayBlockingQueue() {
        for (var i = 0; i < EVENTS; i++) {
            theirs.offer(event);
        }
        return theirs;
    }
}
