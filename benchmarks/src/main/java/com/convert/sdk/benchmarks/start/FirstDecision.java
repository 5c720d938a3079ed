package com.convert.sdk.benchmarks.start;

import com.convert.sdk.benchmarks.subject.Subjects;
import com.convert.sdk.benchmarks.subject.Traffic;

/** A process that does nothing but decide once; as {@link #BARE}, it does nothing. */
public final class FirstDecision {
    /** In the place of a subject: a process for comparison. */
    public static final String BARE = "jvm";

    private static final int EXPERIENCES = 100;

    private FirstDecision() {}

    /** Ends without the clean-up that only some of the subjects do. */
    public static void main(String[] arguments) {
        if (!BARE.equals(arguments[0])) {
            var subject = Subjects.create(arguments[0], EXPERIENCES);
            subject.decide("00000000-0000-0000-0000-000000000000", Traffic.COUNTRY, Traffic.key(7));
        }
        Runtime.getRuntime().halt(0);
    }
}
