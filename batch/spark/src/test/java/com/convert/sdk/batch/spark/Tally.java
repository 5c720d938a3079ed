package com.convert.sdk.batch.spark;

import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * What became of all visitors.
 *
 * @param hash of every visitor with every answer, whatever the order of the visitors
 * @param counts visitors by experience and variation, as {@code experience-1 v0}
 */
record Tally(long visitors, long hash, Map<String, Long> counts) {
    static final String NONE = "-";
    private static final long SEED = 42;

    /** What Spark's {@code xxhash64} makes of these columns. */
    static long hash(String visitorId, @Nullable String[] variations) {
        var hash = hash(visitorId, SEED);
        for (var variation : variations) {
            hash = hash(variation == null ? NONE : variation, hash);
        }
        return hash;
    }

    private static long hash(String text, long seed) {
        return XXH64.hashUTF8String(UTF8String.fromString(text), seed);
    }

    static String name(int experience, int variation) {
        return Project.key(experience) + ' ' + Project.variation(variation);
    }

    long count(int experience, int variation) {
        return counts.getOrDefault(name(experience, variation), 0L);
    }

    /** Visitors whom the experience is for. */
    long asked(int experience) {
        var countries = Spark.COUNTRIES.length;
        return Project.isForUs(experience) ? (visitors + countries - 1) / countries : visitors;
    }
}
