import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import proguard.ProGuard;

/**
 * Takes out of the bundle what of the libraries inside is never used, method by method, by ProGuard.
 *
 * <p>Arguments: the jar, the shrunk jar to write, and ProGuard's rules. What stays outside of the bundle is on this
 * program's class path, among other things.
 */
public final class ShrinkBundle {
    private static final List<String> MODULES =
            List.of("java.base", "java.logging", "java.management", "java.naming", "java.net.http", "jdk.unsupported");

    private ShrinkBundle() {}

    public static void main(String[] args) throws Exception {
        var shrunk = Path.of(args[1]);
        var jdk = shrunk.resolveSibling("jdk.jar");
        writeJdk(jdk);
        ProGuard.main(new String[] {
            "-include",
            args[2],
            "-injars",
            args[0],
            "-outjars",
            shrunk.toString(),
            "-libraryjars",
            Stream.concat(Stream.of(jdk.toString()), outside())
                    .reduce((a, b) -> a + ":" + b)
                    .orElseThrow()
        });
    }

    private static Stream<String> outside() {
        return Stream.of(System.getProperty("java.class.path").split(":"))
                .filter(jar -> jar.contains("slf4j-api") || jar.contains("jspecify"));
    }

    /** The classes of the JDK that runs this, as a jar: not every JDK comes with one, or with files of its modules. */
    private static void writeJdk(Path jar) throws IOException {
        var modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules");
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (var module : MODULES) {
                var root = modules.resolve(module);
                try (var files = Files.walk(root)) {
                    files.filter(file -> file.toString().endsWith(".class"))
                            .filter(file -> !file.endsWith("module-info.class"))
                            .forEach(file -> write(zip, root.relativize(file).toString(), file));
                }
            }
        }
    }

    private static void write(ZipOutputStream zip, String name, Path file) {
        try {
            zip.putNextEntry(new ZipEntry(name));
            Files.copy(file, zip);
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
