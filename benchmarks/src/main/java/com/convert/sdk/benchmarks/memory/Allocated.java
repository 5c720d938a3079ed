package com.convert.sdk.benchmarks.memory;

import com.convert.sdk.benchmarks.subject.Subject;
import com.convert.sdk.benchmarks.subject.Subjects;
import com.convert.sdk.benchmarks.subject.Traffic;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.UUID;
import java.util.stream.IntStream;

/** Bytes allocated for one more decision of visitors who have been decided about as many other experiences. */
public final class Allocated {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int DECISIONS = 20_000;
    private static final int WARM_UPS = 5;
    private static final String[] KEYS =
            IntStream.range(0, 1_500).mapToObj(Traffic::key).toArray(String[]::new);

    private Allocated() {}

    /** Takes numbers of earlier decisions, and prints the bytes for each. */
    public static void main(String[] arguments) {
        for (var decided : arguments) {
            var count = Integer.parseInt(decided);
            try (var subject = Subjects.create("convert-defaults", KEYS.length)) {
                var bytes = 0.0;
                for (var i = 0; i <= WARM_UPS; i++) {
                    bytes = bytes(subject, count, i + ":");
                }
                System.out.print(bytes + " ");
            }
        }
    }

    /** They go on until they have half as many again: what is done now and then counts with its share. */
    private static int further(int decided) {
        return Math.max(1, decided / 2);
    }

    private static double bytes(Subject subject, int decided, String prefix) {
        var bytes = 0L;
        for (var i = 0; i < DECISIONS / further(decided); i++) {
            var visitor = prefix + new UUID(i, i);
            decide(subject, visitor, 0, decided);
            subject.flush();
            var before = THREADS.getCurrentThreadAllocatedBytes();
            decide(subject, visitor, decided, decided + further(decided));
            bytes += THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        return (double) bytes / DECISIONS;
    }

    private static void decide(Subject subject, String visitor, int from, int to) {
        for (var i = from; i < to; i++) {
            subject.decide(visitor, Traffic.COUNTRY, KEYS[i]);
        }
    }
}
