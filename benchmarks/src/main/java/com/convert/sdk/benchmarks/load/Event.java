package com.convert.sdk.benchmarks.load;

/** How an event is known again, whatever format it travels in. */
final class Event {
    private Event() {}

    /** The number, and when this is called: {@link Ledger} reads both. */
    static String id(int number) {
        return "load-" + number + "-" + System.currentTimeMillis();
    }
}
