package com.convert.sdk.benchmarks.memory;

import java.lang.management.ManagementFactory;

/** What the heap holds. */
final class Heap {
    private static final int COLLECTIONS = 4;

    private Heap() {}

    /** Bytes in use once everything that can go is gone. */
    static long retained() {
        for (var i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
