package com.convert.sdk.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application's class-data archive, made as the documentation says, holds what the bundle needs to start. */
class ClassDataArchiveTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("with a class-data archive, no class of the bundle is read from its jar any more")
    void startsFromTheArchive() throws Exception {
        var classPath = application() + File.pathSeparator + libraries();
        var archive = folder.resolve("application.jsa");
        run(List.of("-XX:ArchiveClassesAtExit=" + archive), classPath);

        var lines = run(List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:on", "-Xlog:class+load"), classPath);

        var ours = lines.stream()
                .filter(line -> line.contains(" com.convert.sdk."))
                .toList();
        assertTrue(ours.size() > 100, "classes of the SDK: " + ours.size());
        assertEquals(
                List.of(),
                ours.stream().filter(line -> line.contains("source: file:")).toList());
    }

    /** The program in a jar: an archive takes no classes from folders. */
    private Path application() throws IOException {
        var jar = folder.resolve("application.jar");
        var name = FirstDecision.class.getName().replace('.', '/') + ".class";
        try (var in = FirstDecision.class.getResourceAsStream("FirstDecision.class");
                var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry(name));
            in.transferTo(out);
        }
        return jar;
    }

    private static String libraries() throws URISyntaxException {
        var slf4j = Path.of(org.slf4j.Logger.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return System.getProperty("bundle.jar") + File.pathSeparator + slf4j;
    }

    private static List<String> run(List<String> options, String classPath) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, FirstDecision.class.getName()));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines;
        try (var reader = process.inputReader()) {
            lines = reader.lines().toList();
        }
        assertEquals(0, process.waitFor(), String.join("\n", lines));
        return lines;
    }
}
