import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * Writes compiled tests once more, with the names that Kotlin's libraries have in the bundle, so that the tests of the
 * Java face run against it.
 *
 * <p>Arguments: the folder to read, the folder to write, and the package that holds the libraries inside.
 */
public final class RenameLibraries {
    private RenameLibraries() {}

    public static void main(String[] args) throws IOException {
        var from = Path.of(args[0]);
        var to = Path.of(args[1]);
        try (Stream<Path> files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = to.resolve(from.relativize(file));
                var content = Files.readAllBytes(file);
                Files.createDirectories(target.getParent());
                Files.write(target, file.toString().endsWith(".class") ? renamed(content, args[2]) : content);
            }
        }
    }

    private static byte[] renamed(byte[] type, String inside) {
        var writer = new ClassWriter(0);
        new ClassReader(type).accept(new ClassRemapper(writer, new Renaming(inside.replace('.', '/') + "/")), 0);
        return writer.toByteArray();
    }

    private static final class Renaming extends Remapper {
        private final String inside;

        Renaming(String inside) {
            super(Opcodes.ASM9);
            this.inside = inside;
        }

        @Override
        public String map(String name) {
            return name.startsWith("kotlin/") || name.startsWith("kotlinx/") ? inside + name : name;
        }

        /** The name of a class in a text is renamed, too, as the bundle's are. */
        @Override
        public Object mapValue(Object value) {
            return value instanceof String text && text.matches("kotlinx?\\.[\\w.$]+")
                    ? inside.replace('/', '.') + text
                    : super.mapValue(value);
        }
    }
}
