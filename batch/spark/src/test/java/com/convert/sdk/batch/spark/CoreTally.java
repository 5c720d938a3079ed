package com.convert.sdk.batch.spark;

import com.convert.sdk.java.Core;
import com.convert.sdk.java.EvaluationOptions;
import com.convert.sdk.java.SdkConfig;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

/** All visitors asked of the SDK itself, experience by experience. */
final class CoreTally {
    private static final EvaluationOptions WITHOUT_TRACE = EvaluationOptions.builder()
            .enableStorage(false)
            .enableTracking(false)
            .build();

    private CoreTally() {}

    static Tally of(long visitors) {
        var hash = new AtomicLong();
        var counts = new ConcurrentHashMap<String, LongAdder>();
        for (var experience = 0; experience < Project.EXPERIENCES; experience++) {
            for (var variation = 0; variation < Project.plan(experience).length; variation++) {
                counts.put(Tally.name(experience, variation), new LongAdder());
            }
        }
        var config = SdkConfig.builder().data(Project.json()).build();
        try (var core = new Core(config).initialize()) {
            LongStream.range(0, visitors).parallel().forEach(number -> {
                var variations = decide(core, number);
                for (var experience = 0; experience < variations.length; experience++) {
                    if (variations[experience] != null) {
                        counts.get(Project.key(experience) + ' ' + variations[experience])
                                .increment();
                    }
                }
                var one = Tally.hash(Spark.visitorId(number), variations);
                hash.accumulateAndGet(one, (a, b) -> a ^ b);
            });
        }
        var sums = new TreeMap<String, Long>();
        counts.forEach((name, count) -> sums.put(name, count.sum()));
        return new Tally(visitors, hash.get(), sums);
    }

    private static String[] decide(Core core, long number) {
        var context = core.createContext(Spark.visitorId(number), Map.of("country", Spark.country(number)));
        var variations = new String[Project.EXPERIENCES];
        for (var experience = 0; experience < variations.length; experience++) {
            var served = context.runExperience(Project.key(experience), WITHOUT_TRACE);
            variations[experience] = served.isEmpty() ? null : served.get().getVariationKey();
        }
        return variations;
    }
}
