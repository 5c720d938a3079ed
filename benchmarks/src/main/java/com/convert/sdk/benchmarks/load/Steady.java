package com.convert.sdk.benchmarks.load;

/** A process that serves new visitors at a pace, and closes. */
final class Steady {
    private Steady() {}

    /** Takes the service's URL, visitors a second and their number; prints refused, left, and seconds taken. */
    public static void main(String[] arguments) throws InterruptedException {
        var visitors = Visitors.asTheyCome(arguments[0]);
        var pace = new Pace(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        var seconds = pace.keep(1, visitors::decide);
        var left = visitors.close();
        System.out.println(visitors.refused() + " " + left + " " + seconds);
        System.exit(0);
    }
}
