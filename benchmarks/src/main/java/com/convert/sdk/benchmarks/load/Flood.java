package com.convert.sdk.benchmarks.load;

/** A process that offers a {@link Processor} events at a pace, and closes it. */
final class Flood {
    private Flood() {}

    /** Takes the processor's name, the service's URL, events a second and their number; prints seconds taken. */
    public static void main(String[] arguments) throws InterruptedException {
        var processor = Processor.open(arguments[0], arguments[1]);
        var pace = new Pace(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        var seconds = pace.keep(1, processor::take);
        processor.close();
        System.out.println(seconds);
        System.exit(0);
    }
}
