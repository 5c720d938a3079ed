package com.convert.sdk.benchmarks.report;

import java.util.List;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** How thoroughly to measure. */
enum Form {
    /** Every benchmark once, in this process, to see that it works; its numbers mean nothing. */
    SMOKE(1, 0, 0, 1, 1, 10_000, 320),
    /** About three minutes: for a look. */
    QUICK(1, 1, 2, 3, 5, 1_000_000, 16_000),
    /** About twenty minutes: for numbers to keep. */
    FULL(2, 1, 4, 3, 15, 10_000_000, 48_000);

    /** How often to go through all benchmarks: a slow minute of the machine is then not one subject's alone. */
    final int passes;

    /** How often a process is started for the median of its time. */
    final int starts;

    /** How many visitors go through the small heap. */
    final int visitors;

    /** How many events go to the tracking service. */
    final int events;

    private final int forks;
    private final int warmups;
    private final int iterations;

    Form(int passes, int forks, int warmups, int iterations, int starts, int visitors, int events) {
        this.passes = passes;
        this.forks = forks;
        this.warmups = warmups;
        this.iterations = iterations;
        this.starts = starts;
        this.visitors = visitors;
        this.events = events;
    }

    /** The numbers of experiences that every subject decides among. */
    List<String> experiences() {
        return switch (this) {
            case SMOKE -> List.of("1");
            case QUICK -> List.of("1", "1000");
            case FULL -> List.of("1", "100", "1000", "10000");
        };
    }

    List<String> megabytes() {
        return this == FULL ? List.of("1", "10") : List.of("1");
    }

    /** The sizes of configurations whose snapshots' heap is measured. */
    List<String> retainedMegabytes() {
        return this == FULL ? List.of("1", "10", "50") : List.of("1");
    }

    /** The harness set up so. The heap is fixed and touched first: page faults would be measured otherwise. */
    ChainedOptionsBuilder options() {
        var time = TimeValue.milliseconds(
                switch (this) {
                    case SMOKE -> 1;
                    case QUICK -> 300;
                    case FULL -> 1_000;
                });
        return new OptionsBuilder()
                .forks(forks)
                .warmupIterations(warmups)
                .warmupTime(time)
                .measurementIterations(iterations)
                .measurementTime(time)
                .shouldFailOnError(true)
                .verbosity(this == SMOKE ? VerboseMode.SILENT : VerboseMode.NORMAL)
                .jvmArgs("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch");
    }
}
