package com.convert.sdk.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Java processes of this class path, started and waited for. */
final class Processes {
    private Processes() {}

    /** What {@code main} printed, in words. */
    static String[] output(Class<?> main, List<String> options, String... arguments) {
        try {
            var process = start(main, options, arguments);
            var text = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(main.getSimpleName() + " ended with status " + process.exitValue());
            }
            return text.strip().split(" ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The median time that {@code main} takes from its start to its end, in milliseconds. */
    static double medianMillis(int times, Class<?> main, String... arguments) {
        var sorted = Stream.generate(() -> millis(main, arguments))
                .limit(times)
                .sorted()
                .toList();
        return sorted.get(times / 2);
    }

    private static double millis(Class<?> main, String... arguments) {
        var start = System.nanoTime();
        output(main, List.of(), arguments);
        return (System.nanoTime() - start) / 1e6;
    }

    private static Process start(Class<?> main, List<String> options, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
