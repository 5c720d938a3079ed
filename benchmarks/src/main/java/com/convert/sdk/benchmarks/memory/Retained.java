package com.convert.sdk.benchmarks.memory;

import com.convert.sdk.benchmarks.subject.InPlace;
import com.convert.sdk.benchmarks.subject.Projects;
import com.convert.sdk.benchmarks.subject.Traffic;
import java.lang.ref.Reference;
import java.util.Map;
import java.util.UUID;

/** Bytes that stay, measured on the heap of a process of its own. */
public final class Retained {
    private static final int VISITORS = 100_000;

    private Retained() {}

    /** Prints the characters of a configuration, the bytes of its snapshot, and the bytes of one visitor. */
    public static void main(String[] arguments) {
        System.out.println(snapshot(Integer.parseInt(arguments[0])) + " " + visitor());
    }

    private static String snapshot(int characters) {
        Projects.core(Projects.ofSize(1)).close();
        var before = Heap.retained();
        var project = Projects.ofSize(characters);
        var length = project.length();
        var core = Projects.core(project);
        project = null;
        var bytes = Heap.retained() - before;
        Reference.reachabilityFence(core);
        core.close();
        return length + " " + bytes;
    }

    /** A visitor with one stored decision, whose exposure is sent; the bytes of its id are in it. */
    private static long visitor() {
        try (var core = Projects.core(Projects.withExperiences(1))) {
            var before = Heap.retained();
            for (var i = 0; i < VISITORS; i++) {
                var context = core.createContext(new UUID(i, i).toString(), Map.of("country", Traffic.COUNTRY));
                InPlace.value(context.runExperience(Traffic.key(0), InPlace.get()));
            }
            Projects.flush(core);
            return (Heap.retained() - before) / VISITORS;
        }
    }
}
