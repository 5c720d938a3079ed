import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.JSRInlinerAdapter;

/**
 * Writes class files of Java 5, as picocli's are, in the form of Java 8: an archive of classes takes no older ones, and
 * reading and checking them is a fifth of the command's start. The code in them stays what it was.
 *
 * <p>Argument: the jar.
 */
public final class NewerClassFiles {
    private static final int VERSION_OFFSET = 6;

    private NewerClassFiles() {}

    public static void main(String[] args) throws IOException {
        var jar = Path.of(args[0]);
        var finished = jar.resolveSibling("finished.jar");
        try (var zip = new ZipFile(jar.toFile());
                var types = new URLClassLoader(new URL[] {jar.toUri().toURL()});
                var out = new ZipOutputStream(Files.newOutputStream(finished))) {
            for (var entry : Collections.list(zip.entries())) {
                var copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                out.putNextEntry(copy);
                var content = zip.getInputStream(entry).readAllBytes();
                out.write(entry.getName().endsWith(".class") ? newer(content, types) : content);
                out.closeEntry();
            }
        }
        Files.move(finished, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] newer(byte[] content, ClassLoader types) {
        var reader = new ClassReader(content);
        if (reader.readShort(VERSION_OFFSET) >= Opcodes.V1_6) return content;
        var writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected ClassLoader getClassLoader() {
                return types;
            }
        };
        reader.accept(new Newer(writer), ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }

    private static final class Newer extends ClassVisitor {
        Newer(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
            super.visit(Opcodes.V1_8, access, name, signature, parent, interfaces);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
            var next = super.visitMethod(access, name, type, signature, thrown);
            return new JSRInlinerAdapter(next, access, name, type, signature, thrown);
        }
    }
}
