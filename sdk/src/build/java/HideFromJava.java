import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Marks as synthetic, so that neither javac nor an IDE offers it, what the Kotlin compiler makes public for Kotlin
 * alone and no annotation can hide: functions internal to the module, among them the {@code copy} of a data class, the
 * entries of an enum, and companions. Kotlin goes by its own metadata and does not notice.
 */
public final class HideFromJava {
    private HideFromJava() {}

    public static void main(String[] args) throws IOException {
        var internal = args[1];
        try (Stream<Path> files = Files.walk(Path.of(args[0]))) {
            for (var file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                var before = Files.readAllBytes(file);
                var after = hidden(before, internal);
                if (!Arrays.equals(before, after)) {
                    Files.write(file, after);
                }
            }
        }
    }

    private static byte[] hidden(byte[] type, String internal) {
        var reader = new ClassReader(type);
        var writer = new ClassWriter(reader, 0);
        reader.accept(new Hiding(writer, internal), 0);
        return writer.toByteArray();
    }

    private static final class Hiding extends ClassVisitor {
        private final String internal;
        private boolean isEnum;

        Hiding(ClassVisitor next, String internal) {
            super(Opcodes.ASM9, next);
            this.internal = internal;
        }

        @Override
        public void visit(int version, int access, String name, String signature, String above, String[] interfaces) {
            isEnum = (access & Opcodes.ACC_ENUM) != 0;
            super.visit(version, access, name, signature, above, interfaces);
        }

        @Override
        public FieldVisitor visitField(int access, String name, String type, String signature, Object value) {
            var hidden = name.equals("Companion");
            return super.visitField(hidden ? synthetic(access) : access, name, type, signature, value);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
            var hidden = name.endsWith(internal) || isEnum && name.equals("getEntries");
            return super.visitMethod(hidden ? synthetic(access) : access, name, type, signature, thrown);
        }

        private static int synthetic(int access) {
            return access | Opcodes.ACC_SYNTHETIC;
        }
    }
}
