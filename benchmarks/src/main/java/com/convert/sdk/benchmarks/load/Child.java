package com.convert.sdk.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A Java process of this class path that trusts the suite's server. What it writes to its error output is shown. One that
 * hangs is killed after some minutes.
 */
final class Child implements AutoCloseable {
    private static final long LIMIT_MINUTES = 5;

    private final Process process;
    private final BufferedReader output;
    private final String name;

    Child(Identity identity, Class<?> main, Object... arguments) throws IOException {
        name = main.getSimpleName();
        var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-Xmx512m"));
        command.addAll(identity.options());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (var argument : arguments) {
            command.add(argument.toString());
        }
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = process.inputReader();
        CompletableFuture.delayedExecutor(LIMIT_MINUTES, TimeUnit.MINUTES).execute(process::destroyForcibly);
    }

    /** The words of its next line. */
    String[] line() {
        try {
            var line = output.readLine();
            if (line == null) {
                throw new IllegalStateException(name + " ended too early, with status " + end());
            }
            return line.split(" ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets it go on that waits for a line. */
    void goOn() throws IOException {
        try (var input = process.getOutputStream()) {
            input.write('\n');
        }
    }

    /** Asks it to end, as an orchestrator does. */
    void terminate() {
        process.destroy();
    }

    /** Ends it at once. */
    void kill() {
        process.destroyForcibly();
    }

    /** Waits for its end, and returns its status. */
    int end() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
