package com.convert.sdk.openfeature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One scenario of a gherkin file, an outline with the values of one example filled in. */
record Scenario(String name, List<Step> steps) {
    /** What a scenario says, with the rows of the table below it. */
    record Step(String text, List<List<String>> table) {}

    static List<Scenario> read(Path file) throws IOException {
        var reader = new Reader();
        Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith("@"))
                .forEach(reader::read);
        reader.endScenario();
        return reader.scenarios;
    }

    private static final class Reader {
        final List<Scenario> scenarios = new ArrayList<>();

        private final List<Step> background = new ArrayList<>();
        private final List<List<String>> examples = new ArrayList<>();
        private List<Step> steps = new ArrayList<>();
        private String name = "";
        private boolean inExamples;

        void read(String line) {
            if (line.startsWith("Feature:")) return;
            if (line.startsWith("Background:")) {
                steps = background;
            } else if (line.startsWith("Scenario")) {
                endScenario();
                name = line.substring(line.indexOf(':') + 1).strip();
                steps = new ArrayList<>(background);
            } else if (line.startsWith("Examples:")) {
                endExamples();
                inExamples = true;
            } else if (line.startsWith("|")) {
                (inExamples ? examples : steps.get(steps.size() - 1).table()).add(cells(line));
            } else {
                steps.add(new Step(line.substring(line.indexOf(' ') + 1), new ArrayList<>()));
            }
        }

        void endScenario() {
            var hadExamples = inExamples;
            endExamples();
            if (!name.isEmpty() && !hadExamples) scenarios.add(new Scenario(name, steps));
            name = "";
            inExamples = false;
        }

        private void endExamples() {
            for (var example : examples.stream().skip(1).toList()) {
                var filled = steps.stream()
                        .map(step -> new Step(fill(step.text(), example), step.table()))
                        .toList();
                scenarios.add(new Scenario(name + " " + example, filled));
            }
            examples.clear();
        }

        private String fill(String text, List<String> example) {
            var filled = text;
            for (var i = 0; i < example.size(); i++) {
                filled = filled.replace("<" + examples.get(0).get(i) + ">", example.get(i));
            }
            return filled;
        }

        private static List<String> cells(String row) {
            return Stream.of(row.substring(1, row.length() - 1).split("\\|", -1))
                    .map(cell -> cell.strip().replace("\\\"", "\""))
                    .toList();
        }
    }

    /** The parts of a step in quotation marks. */
    static List<String> quoted(String text) {
        // An object has quotation marks of its own: whatever stands between the outer ones is one part.
        if (text.contains("{")) {
            var value =
                    text.substring(text.indexOf('{'), text.lastIndexOf('}') + 1).replace("\\\"", "\"");
            var others = text.substring(0, text.indexOf('{') - 1);
            return Stream.concat(parts(others), Stream.of(value)).toList();
        }
        return parts(text).toList();
    }

    private static Stream<String> parts(String text) {
        var split = text.split("\"", -1);
        return IntStream.range(0, split.length / 2).mapToObj(part -> split[2 * part + 1]);
    }
}
