package com.convert.sdk.benchmarks.memory;

import com.convert.sdk.benchmarks.subject.InPlace;
import com.convert.sdk.benchmarks.subject.Projects;
import com.convert.sdk.benchmarks.subject.Traffic;
import java.util.Map;
import java.util.UUID;

/** Distinct visitors through one instance as it comes, in a heap that could never hold them all. */
public final class ManyVisitors {
    private ManyVisitors() {}

    /** Prints the bytes that are left in use in the end. */
    public static void main(String[] arguments) {
        var visitors = Integer.parseInt(arguments[0]);
        try (var core = Projects.core(Projects.withExperiences(1))) {
            for (var i = 0; i < visitors; i++) {
                var context = core.createContext(new UUID(i, i).toString(), Map.of("country", Traffic.COUNTRY));
                if (InPlace.value(context.runExperience(Traffic.key(0), InPlace.get())) == null) {
                    throw new IllegalStateException("visitor " + i + " got no variation");
                }
            }
            System.out.println(Heap.retained());
        }
    }
}
