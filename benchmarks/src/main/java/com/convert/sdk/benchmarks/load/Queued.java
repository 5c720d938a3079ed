package com.convert.sdk.benchmarks.load;

import java.util.concurrent.TimeUnit;

/** A process that queues events and then waits for its end. */
final class Queued {
    private Queued() {}

    /** Takes the service's URL and the number of events; prints how many were refused. */
    public static void main(String[] arguments) throws InterruptedException {
        var visitors = Visitors.asTheyCome(arguments[0]);
        var events = Integer.parseInt(arguments[1]);
        for (var number = 0; number < events; number++) {
            visitors.decide(number);
        }
        System.out.println(visitors.refused());
        TimeUnit.MINUTES.sleep(1);
    }
}
