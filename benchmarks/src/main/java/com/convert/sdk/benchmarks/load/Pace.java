package com.convert.sdk.benchmarks.load;

import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** Does something so many times a second, whatever becomes of it; what is late is made up for at once. */
record Pace(int aSecond, int times) {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** A pace for as many seconds. */
    static Pace of(int aSecond, double seconds) {
        return new Pace(aSecond, (int) (aSecond * seconds));
    }

    /** Calls {@code each} with 0, 1, … on threads of its own, and returns the seconds that all of it took. */
    double keep(int threads, IntConsumer each) throws InterruptedException {
        var pool = Executors.newFixedThreadPool(threads);
        var next = new AtomicInteger();
        var start = System.nanoTime();
        for (var thread = 0; thread < threads; thread++) {
            pool.execute(() -> {
                for (var number = next.getAndIncrement(); number < times; number = next.getAndIncrement()) {
                    await(start + number * SECOND / aSecond);
                    each.accept(number);
                }
            });
        }
        pool.shutdown();
        if (!pool.awaitTermination(1, TimeUnit.HOURS)) {
            throw new IllegalStateException("the load did not come to its end");
        }
        return (System.nanoTime() - start) / (double) SECOND;
    }

    private static void await(long due) {
        for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
