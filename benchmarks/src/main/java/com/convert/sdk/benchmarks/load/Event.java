package com.convert.sdk.benchmarks.load;

/** How an event is known again, whatever format it travels in. */
final class Event {
    private Event() {}

    /** The number, and when this is called: {@link Ledger} reads both. It ends with what no digit can be added to. */
    static String id(int number) {
        return "load-" + number + "-" + System.currentTimeMillis() + ".";
    }
}
