import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What is left to do to the bundle once all is inside and has its new name: takes out of the classes what only the
 * Kotlin compiler, Kotlin's reflection and debuggers read, adds the module descriptor, and writes the jar so that the
 * same content gives the same bytes.
 *
 * <p>Arguments: the jar, the source of the descriptor, the version, the time of all entries, and the package that
 * holds the libraries inside. The modules that the descriptor requires are on this program's class path.
 */
public final class FinishBundle {
    private static final String DESCRIPTOR = "module-info.class";
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private FinishBundle() {}

    public static void main(String[] args) throws IOException {
        var jar = Path.of(args[0]);
        var entries = trimmed(jar, args[4].replace('.', '/') + '/');
        entries.put(DESCRIPTOR, descriptor(jar, args[1], args[2]));
        var finished = jar.resolveSibling("finished.jar");
        write(entries, finished, OffsetDateTime.parse(args[3]));
        Files.move(finished, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static SortedMap<String, byte[]> trimmed(Path jar, String inside) throws IOException {
        var entries = new TreeMap<String, byte[]>();
        try (var zip = new ZipFile(jar.toFile())) {
            for (var entry : zip.stream().filter(each -> !each.isDirectory()).toList()) {
                var content = zip.getInputStream(entry).readAllBytes();
                var name = entry.getName();
                var isClass = name.endsWith(".class") && !name.equals(DESCRIPTOR);
                entries.put(name, isClass ? trimmed(content, inside, name.startsWith(inside)) : content);
            }
        }
        return entries;
    }

    private static byte[] trimmed(byte[] type, String inside, boolean isLibrary) {
        var reader = new ClassReader(type);
        // Without the reader, the writer keeps no constant that nothing refers to any more.
        var writer = new ClassWriter(0);
        reader.accept(new Trimming(writer, inside, isLibrary), 0);
        return writer.toByteArray();
    }

    private static byte[] descriptor(Path jar, String source, String version) throws IOException {
        var classes = jar.resolveSibling("descriptor");
        var javac = ToolProvider.findFirst("javac").orElseThrow();
        var arguments = Stream.of(
                "--release=17",
                "-Werror",
                "-Xlint:all,-path",
                "--module-version=" + version,
                "--module-path=" + System.getProperty("java.class.path"),
                "--patch-module=com.convert.sdk.java=" + jar,
                "-d",
                classes.toString(),
                source);
        if (javac.run(System.out, System.err, arguments.toArray(String[]::new)) != 0) {
            throw new IOException("the descriptor of the module does not compile");
        }
        return Files.readAllBytes(classes.resolve(DESCRIPTOR));
    }

    private static void write(SortedMap<String, byte[]> entries, Path file, OffsetDateTime time) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                var zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.BEST_COMPRESSION);
            var names = new ArrayList<>(entries.keySet());
            names.remove(MANIFEST);
            names.add(0, MANIFEST);
            for (var name : names) {
                var entry = new ZipEntry(name);
                entry.setTimeLocal(time.toLocalDateTime());
                zip.putNextEntry(entry);
                zip.write(entries.get(name));
                zip.closeEntry();
            }
        }
    }

    /** Leaves out Kotlin's metadata, and of libraries the hints that only compilers and debuggers read. */
    private static final class Trimming extends ClassVisitor {
        private final String inside;
        private final boolean isLibrary;

        Trimming(ClassVisitor next, String inside, boolean isLibrary) {
            super(Opcodes.ASM9, next);
            this.inside = inside;
            this.isLibrary = isLibrary;
        }

        private boolean isKept(String annotation, boolean visible) {
            return !annotation.startsWith("L" + inside) && (visible || !isLibrary);
        }

        @Override
        public void visitSource(String source, String debug) {
            super.visitSource(source, null);
        }

        @Override
        public AnnotationVisitor visitAnnotation(String type, boolean visible) {
            return isKept(type, visible) ? super.visitAnnotation(type, visible) : null;
        }

        @Override
        public FieldVisitor visitField(int access, String name, String type, String signature, Object value) {
            return new FieldVisitor(Opcodes.ASM9, super.visitField(access, name, type, signature, value)) {
                @Override
                public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                    return isKept(annotation, visible) ? super.visitAnnotation(annotation, visible) : null;
                }
            };
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
            return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, type, signature, thrown)) {
                @Override
                public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                    return isKept(annotation, visible) ? super.visitAnnotation(annotation, visible) : null;
                }

                @Override
                public AnnotationVisitor visitParameterAnnotation(int parameter, String annotation, boolean visible) {
                    return isKept(annotation, visible)
                            ? super.visitParameterAnnotation(parameter, annotation, visible)
                            : null;
                }

                @Override
                public void visitLocalVariable(
                        String variable, String of, String generic, Label start, Label end, int index) {
                    if (!isLibrary) {
                        super.visitLocalVariable(variable, of, generic, start, end, index);
                    }
                }
            };
        }
    }
}
