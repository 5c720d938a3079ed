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
    private static final int FEWER_VISITORS = 2_000;
    private static final int DECISIONS = 100;

    private Retained() {}

    /**
     * Prints the characters of a configuration, the bytes of its snapshot, and the bytes of one visitor and of each
     * further decision of it.
     */
    public static void main(String[] arguments) {
        var snapshot = snapshot(Integer.parseInt(arguments[0]));
        var further = bytes(FEWER_VISITORS, DECISIONS) - bytes(FEWER_VISITORS, 1);
        var decision = (double) further / FEWER_VISITORS / (DECISIONS - 1);
        System.out.println(snapshot + " " + bytes(VISITORS, 1) / VISITORS + " " + decision);
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

    /** Visitors with as many stored decisions each, whose exposures are sent; the bytes of their ids are in it. */
    private static long bytes(int visitors, int decisions) {
        try (var core = Projects.core(Projects.withExperiences(decisions))) {
            var before = Heap.retained();
            for (var i = 0; i < visitors; i++) {
                var context = core.createContext(new UUID(i, i).toString(), Map.of("country", Traffic.COUNTRY));
                for (var key = 0; key < decisions; key++) {
                    InPlace.value(context.runExperience(Traffic.key(key), InPlace.get()));
                }
            }
            Projects.flush(core);
            return Heap.retained() - before;
        }
    }
}
