package com.convert.sdk.benchmarks.subject;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Configurations as text. */
final class Json {
    private Json() {}

    /** {@code count} items, separated by commas. */
    static String items(int count, IntFunction<String> item) {
        return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(","));
    }
}
