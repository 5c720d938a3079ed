package com.convert.sdk.benchmarks.load;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Which events have come, how often, and how old they were when they came first. Each is known by an id that is
 * somewhere in it, {@code load-<number>-<milliseconds>.}; the second part is the time at which it was made.
 */
final class Ledger {
    private static final byte[] MARK = {'l', 'o', 'a', 'd', '-'};

    private final BitSet numbers = new BitSet();
    private long[] ages = new long[1 << 12];
    private int from;
    private int events;
    private int doubled;
    private long last;

    /** The events of a request that has just come. */
    synchronized void take(byte[] body) {
        var now = System.currentTimeMillis();
        for (var at = 0; at + MARK.length < body.length; at++) {
            if (body[at] == MARK[0] && Arrays.equals(body, at, at + MARK.length, MARK, 0, MARK.length)) {
                at += MARK.length;
                var number = number(body, at);
                while (body[at++] != '-') {}
                note((int) number, number(body, at), now);
            }
        }
    }

    private static long number(byte[] body, int from) {
        var value = 0L;
        for (var at = from; at < body.length && body[at] >= '0' && body[at] <= '9'; at++) {
            value = value * 10 + body[at] - '0';
        }
        return value;
    }

    private void note(int number, long made, long now) {
        if (number < from) {
            return;
        }
        if (numbers.get(number)) {
            doubled++;
            return;
        }
        numbers.set(number);
        if (events == ages.length) {
            ages = Arrays.copyOf(ages, events * 2);
        }
        ages[events++] = now - made;
        last = now;
    }

    /** Counts from now on, and only events from this number on. */
    synchronized void countFrom(int number) {
        from = number;
        events = 0;
        doubled = 0;
    }

    /** How many different events have come. */
    synchronized int events() {
        return events;
    }

    /** How many came that had come before. */
    synchronized int doubled() {
        return doubled;
    }

    /** Whether the event of this number has come. */
    synchronized boolean has(int number) {
        return numbers.get(number);
    }

    /** When the last one came, in milliseconds of the clock. */
    synchronized long last() {
        return last;
    }

    /** The age, in milliseconds, that this share of the events did not pass; 0 without events. */
    synchronized long age(double share) {
        if (events == 0) {
            return 0;
        }
        var sorted = Arrays.copyOf(ages, events);
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * events) - 1)];
    }
}
