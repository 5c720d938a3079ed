package com.convert.sdk.benchmarks.load;

import java.util.regex.Pattern;

/**
 * One load: how far the service is and how long it takes, both in milliseconds, and how many new visitors come a second.
 */
record Cell(int roundTrip, int latency, int aSecond) {
    private static final Pattern TEXT = Pattern.compile("(?:(\\d+)\\+)?(\\d+)x(\\d+)");

    /** Reads {@code 100x200}, or {@code 50+100x200} with a round-trip time before the latency. */
    static Cell parse(String text) {
        var parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("a cell is such as 100x200 or 50+100x200, was " + text);
        }
        var roundTrip = parts.group(1) == null ? 0 : Integer.parseInt(parts.group(1));
        return new Cell(roundTrip, Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
    }

    /** The age at delivery, in milliseconds, that 99 of 100 events should not pass. */
    int ageMark() {
        return 3 * (roundTrip + latency) + 1_000;
    }

    /** The service's time, and the way's if there is any. */
    String distance() {
        return roundTrip == 0 ? latency + " ms" : latency + " ms, " + roundTrip + " ms away";
    }

    @Override
    public String toString() {
        return distance() + ", " + aSecond + " a second";
    }
}
