package com.convert.sdk.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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

    /**
     * The median times that {@code main} takes with each of {@code arguments} from its start to its end, in
     * milliseconds. They take turns, so that a slow minute of the machine is one for all of them.
     */
    static List<Double> medianMillis(int times, Class<?> main, List<String> arguments) {
        var rounds = Stream.generate(
                        () -> arguments.stream().map(it -> millis(main, it)).toList())
                .limit(times)
                .toList();
        return IntStream.range(0, arguments.size())
                .mapToObj(index ->
                        rounds.stream().map(round -> round.get(index)).sorted().toList())
                .map(sorted -> sorted.get(times / 2))
                .toList();
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
