package com.convert.sdk.benchmarks.report;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;

/**
 * Results by name: the benchmark and its parameters.
 *
 * <p>The score is that of the best iteration, the one that other work on the machine disturbed least.
 */
final class Measurements {
    private final Map<String, Double> scores = new HashMap<>();
    private final Map<String, Double> bytes = new HashMap<>();

    /** What was measured before counts as further iterations. */
    void add(Collection<RunResult> results) {
        for (var result : results) {
            var name = name(result);
            scores.merge(name, best(result), isThroughput(result) ? Math::max : Math::min);
            var allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
            if (allocated != null) {
                bytes.merge(name, allocated.getStatistics().getMin(), Math::min);
            }
        }
    }

    void put(String name, double score) {
        scores.put(name, score);
    }

    boolean has(String name) {
        return scores.containsKey(name);
    }

    double score(String name) {
        return require(scores, name);
    }

    /** Bytes allocated an operation. */
    double bytes(String name) {
        return require(bytes, name);
    }

    double ratio(String name, String to) {
        return score(name) / score(to);
    }

    private static double require(Map<String, Double> values, String name) {
        var value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("nothing was measured under the name " + name);
        }
        return value;
    }

    /** Such as {@code DecisionBenchmark.decide 100 convert}. */
    private static String name(RunResult result) {
        var parameters = result.getParams();
        var path = parameters.getBenchmark().split("\\.");
        var values = parameters.getParamsKeys().stream()
                .sorted()
                .map(key -> " " + parameters.getParam(key))
                .collect(Collectors.joining());
        return path[path.length - 2] + "." + path[path.length - 1] + values;
    }

    private static double best(RunResult result) {
        var scores = result.getBenchmarkResults().stream()
                .map(BenchmarkResult::getIterationResults)
                .flatMap(Collection::stream)
                .mapToDouble(iteration -> iteration.getPrimaryResult().getScore());
        return (isThroughput(result) ? scores.max() : scores.min()).orElseThrow();
    }

    private static boolean isThroughput(RunResult result) {
        return result.getPrimaryResult().getScoreUnit().startsWith("ops");
    }
}
