package com.convert.sdk.benchmarks.load;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A process that offers a {@link Processor} events at a pace, some seconds to warm up and then for good. */
final class Flood {
    /** Says what it drops, which is counted here; held, because nobody else holds it. */
    private static final Logger OPEN_TELEMETRY = Logger.getLogger("io.opentelemetry");

    private Flood() {}

    /**
     * Takes the processor's name, the service's URL, events a second, and the numbers of those that warm up and of the
     * others. Between the two it prints a line and waits for one; in the end it prints when the others began.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        OPEN_TELEMETRY.setLevel(Level.OFF);
        var processor = Processor.open(arguments[0], arguments[1]);
        var aSecond = Integer.parseInt(arguments[2]);
        var warmUp = Integer.parseInt(arguments[3]);
        new Pace(aSecond, warmUp).keep(1, processor::take);
        System.out.println("warm");
        System.in.read();
        var start = System.currentTimeMillis();
        new Pace(aSecond, Integer.parseInt(arguments[4])).keep(1, number -> processor.take(warmUp + number));
        processor.close();
        System.out.println(start);
        System.exit(0);
    }
}
