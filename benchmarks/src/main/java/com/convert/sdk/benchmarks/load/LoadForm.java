package com.convert.sdk.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How long and how much. */
enum LoadForm {
    /** About two minutes, to see that nothing is lost and that the suite works; its times mean nothing. */
    SHORT(3, 2, 5_000, 2),
    /** About half an hour: for numbers to keep. */
    FULL(60, 10, 20_000, 20);

    /** The round-trip time of the cells behind a network, in milliseconds. */
    private static final int NETWORK = 100;

    /** How long visitors come in a cell. */
    final int seconds;

    /** How long each processor is offered events at each latency. */
    final int processorSeconds;

    /** Events a second that each processor is offered. */
    final int offered;

    /** How often a process is killed. */
    final int kills;

    LoadForm(int seconds, int processorSeconds, int offered, int kills) {
        this.seconds = seconds;
        this.processorSeconds = processorSeconds;
        this.offered = offered;
        this.kills = kills;
    }

    List<Cell> cells() {
        if (this == SHORT) {
            return Stream.of("100x200", "250x1000", "100+0x1000")
                    .map(Cell::parse)
                    .toList();
        }
        var cells = new ArrayList<Cell>();
        for (var latency : latencies()) {
            for (var rate : rates()) {
                cells.add(new Cell(0, latency, rate));
            }
        }
        for (var rate : rates()) {
            cells.add(new Cell(NETWORK, 0, rate));
        }
        return cells;
    }

    private static List<Integer> rates() {
        return List.of(50, 200, 1_000, 5_000);
    }

    /** The service's times at which the processors are compared, in milliseconds. */
    List<Integer> latencies() {
        return this == SHORT ? List.of(100) : List.of(0, 20, 100, 250);
    }
}
