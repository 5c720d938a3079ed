package com.convert.sdk.openfeature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.convert.sdk.openfeature.SpecificationSteps.Observation;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * OpenFeature's own scenarios, on a configuration generated from its flags. What Convert does otherwise is in
 * {@link #DIFFERENCES} and nowhere else; the README says why.
 */
@Timeout(60)
class GherkinTest {
    /** Scenario, or all of them; what it looks at; what it expects; what there is. */
    private record Difference(String scenario, String what, String expected, String actual) {
        boolean explains(Scenario of, Observation seen) {
            return of.name().startsWith(scenario)
                    && what.equals(seen.what())
                    && (expected.isEmpty() || expected.equals(seen.expected()))
                    && (actual.isEmpty() || actual.equals(seen.actual()));
        }
    }

    private static final List<Difference> DIFFERENCES = List.of(
            new Difference("", "reason", "STATIC", "TARGETING_MATCH"),
            new Difference("Resolves zero value with targeting using default", "value", "", "the caller's default"),
            new Difference("Empty evaluation context", "value", "", "the caller's default"),
            new Difference("Null context values", "value", "", "the caller's default"),
            new Difference("CACHED reason", "reason", "CACHED", "TARGETING_MATCH"),
            new Difference("DISABLED reason", "reason", "DISABLED", "DEFAULT"),
            new Difference("Flag metadata", "metadata", "", "null"),
            new Difference("Type mismatch error [string-flag, Boolean", "value", "false", "true"),
            new Difference("Type mismatch error [string-flag, Boolean", "reason", "ERROR", "TARGETING_MATCH"),
            new Difference("Type mismatch error [string-flag, Boolean", "error code", "TYPE_MISMATCH", "null"),
            new Difference("Type mismatch error [boolean-flag, Object", "value", "", "[value: true]"),
            new Difference("Type mismatch error [boolean-flag, Object", "reason", "ERROR", "TARGETING_MATCH"),
            new Difference("Type mismatch error [boolean-flag, Object", "error code", "TYPE_MISMATCH", "null"));

    private static final Set<Difference> SEEN = new HashSet<>();

    @TestFactory
    @DisplayName("evaluation_v2")
    Stream<DynamicTest> evaluation() throws IOException {
        return tests("evaluation_v2.feature");
    }

    @TestFactory
    @DisplayName("context merging")
    Stream<DynamicTest> contextMerging() throws IOException {
        return tests("contextMerging.feature");
    }

    @AfterAll
    static void everyDifferenceIsStillThere() {
        assertEquals(Set.copyOf(DIFFERENCES), SEEN, "differences that no scenario shows any more");
    }

    private static Stream<DynamicTest> tests(String file) throws IOException {
        var scenarios = Scenario.read(SpecificationSteps.FOLDER.resolve(file));
        assertTrue(scenarios.size() > 10, "too few scenarios in " + file);
        var entries = entries(scenarios);
        return scenarios.stream()
                .map(scenario -> dynamicTest(scenario.name(), () -> {
                    try (var steps = new SpecificationSteps(entries)) {
                        var observations = steps.run(scenario);
                        assertTrue(!observations.isEmpty(), "it checks nothing");
                        observations.forEach(seen -> check(scenario, seen));
                    }
                }));
    }

    private static void check(Scenario scenario, Observation seen) {
        if (seen.expected().equals(seen.actual())) return;
        var explained = DIFFERENCES.stream()
                .filter(difference -> difference.explains(scenario, seen))
                .toList();
        SEEN.addAll(explained);
        if (explained.isEmpty()) assertEquals(seen.expected(), seen.actual(), seen.what());
    }

    /** What the scenarios expect a merged context to contain. */
    private static List<String> entries(List<Scenario> scenarios) {
        var entries = new TreeSet<String>();
        scenarios.stream().flatMap(scenario -> scenario.steps().stream()).forEach(step -> {
            var parts = Scenario.quoted(step.text());
            if (step.text().startsWith("The merged context contains")) entries.add(parts.get(0) + "=" + parts.get(1));
        });
        return List.copyOf(entries);
    }
}
