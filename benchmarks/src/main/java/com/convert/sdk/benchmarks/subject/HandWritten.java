package com.convert.sdk.benchmarks.subject;

import java.util.HashMap;
import java.util.Map;

/** The least a decision can cost: look the experience up, compare one attribute, hash, find the range. */
final class HandWritten implements Subject {
    private record Experience(String id, String country, String[] variations, int[] ends) {}

    private final Map<String, Experience> experiences = new HashMap<>();
    private final boolean withMap;

    HandWritten(int experiences, boolean withMap) {
        this.withMap = withMap;
        for (var i = 0; i < experiences; i++) {
            var variations = new String[] {"control", "treatment"};
            var experience = new Experience("10000" + i, Traffic.COUNTRY, variations, new int[] {5_000, 10_000});
            this.experiences.put(Traffic.key(i), experience);
        }
    }

    @Override
    public String decide(String visitorId, String country, String experienceKey) {
        if (!withMap) {
            return decideFor(visitorId, country, experienceKey);
        }
        var attributes = new HashMap<String, Object>();
        attributes.put("country", country);
        return decideWith(visitorId, attributes, experienceKey);
    }

    private String decideWith(String visitorId, Map<String, Object> attributes, String experienceKey) {
        return decideFor(visitorId, attributes.get("country"), experienceKey);
    }

    private String decideFor(String visitorId, Object country, String experienceKey) {
        var experience = experiences.get(experienceKey);
        if (experience == null || !experience.country.equals(country)) {
            return "none";
        }
        var value = bucket(experience.id, visitorId);
        for (var i = 0; i < experience.ends.length; i++) {
            if (value < experience.ends[i]) {
                return experience.variations[i];
            }
        }
        return "none";
    }

    /** Where a visitor falls among 10,000. */
    static int bucket(String experienceId, String visitorId) {
        return (int) ((murmur3(experienceId, visitorId) & 0xffff_ffffL) / 4_294_967_296.0 * 10_000);
    }

    /** MurmurHash3 of two ASCII texts one behind the other. */
    private static int murmur3(String first, String second) {
        var split = first.length();
        var length = split + second.length();
        var hash = 9999;
        var block = 0;
        for (var i = 0; i < length; i++) {
            var c = i < split ? first.charAt(i) : second.charAt(i - split);
            block |= c << ((i & 3) << 3);
            if ((i & 3) == 3) {
                hash = Integer.rotateLeft(hash ^ scramble(block), 13) * 5 + 0xe6546b64;
                block = 0;
            }
        }
        hash ^= scramble(block) ^ length;
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }

    private static int scramble(int block) {
        return Integer.rotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
