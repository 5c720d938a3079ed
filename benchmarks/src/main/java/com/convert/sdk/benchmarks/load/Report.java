package com.convert.sdk.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The tables, shown line by line as they come to be, and what must not have happened. */
final class Report {
    private final StringBuilder text = new StringBuilder();
    private final List<String> failures = new ArrayList<>();

    void line(String line) {
        System.out.println(line);
        text.append(line).append('\n');
    }

    /** Begins a table whose first {@code texts} columns are texts, and the others numbers. */
    void table(int texts, String... columns) {
        line("");
        row((Object[]) columns);
        line(Arrays.stream(columns)
                .map(column -> Arrays.asList(columns).indexOf(column) < texts ? " --- " : " ---: ")
                .collect(Collectors.joining("|", "|", "|")));
    }

    /** One row: texts as they are, numbers with commas. */
    void row(Object... values) {
        line(Arrays.stream(values).map(Report::cell).collect(Collectors.joining(" | ", "| ", " |")));
    }

    private static String cell(Object value) {
        return value instanceof Number ? number((Number) value) : value.toString();
    }

    /** With commas, and without a fraction. */
    static String number(Number value) {
        return String.format(Locale.ROOT, "%,.0f", value.doubleValue());
    }

    static String mark(boolean met) {
        return met ? "met" : "**missed**";
    }

    /** Fails the suite in the end if {@code count}, of what nothing must be there, is not zero. */
    void none(String where, String what, long count) {
        check(count == 0, where + ": " + what + " " + count);
    }

    /** Fails the suite in the end, with this message, unless it holds. */
    void check(boolean holds, String otherwise) {
        if (!holds) {
            failures.add(otherwise);
        }
    }

    /** Does it; when a process of it ends before it should, that fails the suite in the end, and what is next goes on. */
    void step(String where, Step step) throws IOException, InterruptedException {
        try {
            step.run();
        } catch (IllegalStateException e) {
            failures.add(where + ": " + e.getMessage());
        }
    }

    List<String> failures() {
        return failures;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** Part of the suite. */
    interface Step {
        void run() throws IOException, InterruptedException;
    }
}
