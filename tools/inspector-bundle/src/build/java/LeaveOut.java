import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Takes the classes out of a jar that another one has, so that none is there twice, and writes it so that the same
 * content gives the same bytes.
 *
 * <p>Arguments: the jar, the other one, and the time of all entries.
 */
public final class LeaveOut {
    private LeaveOut() {}

    public static void main(String[] args) throws IOException {
        var jar = Path.of(args[0]);
        var kept = new TreeMap<String, byte[]>();
        try (var zip = new ZipFile(jar.toFile());
                var other = new ZipFile(args[1])) {
            for (var entry : zip.stream().filter(each -> !each.isDirectory()).toList()) {
                var isThere = entry.getName().endsWith(".class") && other.getEntry(entry.getName()) != null;
                if (!isThere)
                    kept.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        var finished = jar.resolveSibling("finished.jar");
        var time = OffsetDateTime.parse(args[2]).toLocalDateTime();
        try (var out = new ZipOutputStream(Files.newOutputStream(finished))) {
            out.setLevel(Deflater.BEST_COMPRESSION);
            // A manifest is looked for at the front.
            write(out, "META-INF/MANIFEST.MF", kept.remove("META-INF/MANIFEST.MF"), time);
            for (var entry : kept.entrySet()) write(out, entry.getKey(), entry.getValue(), time);
        }
        Files.move(finished, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(ZipOutputStream out, String name, byte[] content, LocalDateTime time) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(time);
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }
}
