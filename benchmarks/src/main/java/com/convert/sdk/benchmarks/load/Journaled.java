package com.convert.sdk.benchmarks.load;

import com.convert.sdk.java.DurableQueueConfig;
import java.io.IOException;
import java.nio.file.Path;

/** A process with a durable queue that serves new visitors at a pace. */
final class Journaled {
    /** Tracking calls wait for the disk: so many wait together, as a service's requests do. */
    private static final int THREADS = 16;

    private Journaled() {}

    /**
     * Takes the service's URL, the journal, the file of {@link Accepted}, the first visitor's number, visitors a
     * second and their number. Prints a line when it has started; delivers all and closes if nobody ends it before.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var journal = DurableQueueConfig.builder(Path.of(arguments[1])).build();
        var visitors = new Visitors(arguments[0], settings -> settings.durableQueue(journal));
        System.out.println("started");
        var pace = new Pace(Integer.parseInt(arguments[4]), Integer.parseInt(arguments[5]));
        var accepted = Accepted.open(Path.of(arguments[2]), pace.times());
        var first = Integer.parseInt(arguments[3]);
        pace.keep(THREADS, number -> {
            visitors.decide(first + number);
            accepted.note(number);
            accepted.refused(visitors.refused());
        });
        visitors.flush();
        visitors.close();
        System.exit(0);
    }
}
