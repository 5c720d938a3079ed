package com.convert.sdk.benchmarks.load;

import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A process that offers a {@link Processor} events at a pace, some seconds to warm up and then for good. */
final class Flood {
    /** Time for what the warm-up left in the queue to be delivered. */
    private static final long DRAIN_SECONDS = 3;

    private static final long PAUSE_MILLIS = 300;

    /** Says what it drops, which is counted here; held, because nobody else holds it. */
    private static final Logger OPEN_TELEMETRY = Logger.getLogger("io.opentelemetry");

    private Flood() {}

    /**
     * Takes the processor's name, the service's URL, events a second, and the numbers of those that warm up and of the
     * others. Prints a line between the two, and one at its end.
     */
    public static void main(String[] arguments) throws InterruptedException {
        OPEN_TELEMETRY.setLevel(Level.OFF);
        var processor = Processor.open(arguments[0], arguments[1]);
        var aSecond = Integer.parseInt(arguments[2]);
        var warmUp = Integer.parseInt(arguments[3]);
        new Pace(aSecond, warmUp).keep(1, processor::take);
        TimeUnit.SECONDS.sleep(DRAIN_SECONDS);
        System.out.println("warm");
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        new Pace(aSecond, Integer.parseInt(arguments[4])).keep(1, number -> processor.take(warmUp + number));
        processor.close();
        System.out.println("closed");
        System.exit(0);
    }
}
