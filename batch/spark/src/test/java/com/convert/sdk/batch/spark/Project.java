package com.convert.sdk.batch.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Twenty experiences of two to four variations each; every fourth is for visitors from the US. */
final class Project {
    static final int EXPERIENCES = 20;
    private static final int[][] PLANS = {{50, 50}, {10, 90}, {20, 30, 50}, {25, 25, 25, 25}, {5, 45}};

    private Project() {}

    static String json() {
        var experiences =
                IntStream.range(0, EXPERIENCES).mapToObj(Project::experience).collect(Collectors.joining(",\n"));
        return """
            {"account_id": "1001", "project": {"id": "2001"},
             "audiences": [{"id": "4001", "key": "us", "rules": {"OR": [{"AND": [{"OR_WHEN": [
               {"rule_type": "generic_key_value", "key": "country", "value": "US",
                "matching": {"match_type": "equals", "negated": false}}]}]}]}}],
             "locations": [{"id": "5001", "key": "cart", "rules": {"OR": [{"AND": [{"OR_WHEN": [
               {"rule_type": "generic_key_value", "key": "items", "value": 3,
                "matching": {"match_type": "less", "negated": true}}]}]}]}}],
             "experiences": [%s]}""".formatted(experiences);
    }

    static String key(int experience) {
        return "experience-" + experience;
    }

    static boolean isForUs(int experience) {
        return experience % 4 == 3;
    }

    /** Per cent of traffic, by variation. */
    static int[] plan(int experience) {
        return PLANS[experience % PLANS.length];
    }

    static String variation(int number) {
        return "v" + number;
    }

    /** With a last experience that is bound to a location. */
    static String withLocation() {
        var last = """
            {"id": "3999", "key": "cart", "locations": ["5001"], "variations": [
              {"id": "9999", "traffic_allocation": 100}]}]}""";
        var json = json();
        return json.substring(0, json.length() - 2) + ",\n" + last;
    }

    private static String experience(int number) {
        var plan = plan(number);
        List<String> variations = new ArrayList<>();
        for (var i = 0; i < plan.length; i++) {
            variations.add("{\"id\": \"%d\", \"key\": \"%s\", \"traffic_allocation\": %d}"
                    .formatted(90_000 + number * 10 + i, variation(i), plan[i]));
        }
        return "{\"id\": \"%d\", \"key\": \"%s\", %s\"variations\": [%s]}"
                .formatted(
                        3_000 + number,
                        key(number),
                        isForUs(number) ? "\"audiences\": [\"4001\"], " : "",
                        String.join(", ", variations));
    }
}
