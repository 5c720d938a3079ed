package com.convert.sdk.benchmarks.subject;

/** The subjects by name, and the check that their answers are real. */
public final class Subjects {
    private static final int VISITORS = 1_024;

    private Subjects() {}

    /** Sets up the subject called {@code name} with that many experiences. */
    public static Subject open(String name, int experiences) {
        var subject = create(name, experiences);
        check(name, subject, experiences);
        return subject;
    }

    /** As {@link #open}, without looking at the answers. */
    public static Subject create(String name, int experiences) {
        return switch (name) {
            case "floor" -> new HandWritten(experiences, false);
            case "floor-map" -> new HandWritten(experiences, true);
            case "convert" -> Convert.withoutTrace(experiences);
            case "convert-defaults" -> Convert.withDefaults(experiences);
            case "convert-full-queue" -> Convert.withFullQueue(experiences);
            case "convert-java" -> new JavaFace(experiences, false);
            case "convert-java-future" -> new JavaFace(experiences, true);
            case "launchdarkly" -> new LaunchDarkly(experiences, false);
            case "launchdarkly-events" -> new LaunchDarkly(experiences, true);
            case "openfeature" -> new OpenFeature(experiences);
            case "statsig" -> new Statsig(experiences);
            case "split" -> new Split(experiences);
            case "optimizely" -> new OptimizelyFullStack(experiences);
            case "unleash" -> new UnleashClient(experiences);
            default -> throw new IllegalArgumentException("no subject is called " + name);
        };
    }

    /** Nobody is measured who answers without having looked at the rule, or without having hashed. */
    private static void check(String name, Subject subject, int experiences) {
        var traffic = new Traffic(VISITORS, experiences);
        var treated = 0;
        for (var i = 0; i < VISITORS; i++) {
            traffic.advance();
            if ("treatment".equals(subject.decide(traffic.visitor(), Traffic.COUNTRY, traffic.key()))) {
                treated++;
            }
            if ("treatment".equals(subject.decide(traffic.visitor() + "x", "DE", traffic.key()))) {
                throw new IllegalStateException(name + " serves visitors whom the rule turns away");
            }
        }
        if (treated < VISITORS * 2 / 5 || treated > VISITORS * 3 / 5) {
            throw new IllegalStateException(name + " treats " + treated + " of " + VISITORS + " visitors, not half");
        }
    }
}
