package com.convert.sdk.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jetbrains.kotlin.abi.tools.AbiFilters;
import org.jetbrains.kotlin.abi.tools.AbiTools;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/** What compiles against the Java face compiles against the bundle. */
class SameApiTest {
    private static final Path FACE = Path.of("..", "sdk-java-interop", "api", "sdk-java-interop.api");

    @Test
    @DisplayName("its API dump is that of the Java face")
    void sameDump(@TempDir Path folder) throws IOException {
        var classes = new ArrayList<File>();
        for (var entry : Bundle.built().entries().entrySet()) {
            if (entry.getKey().startsWith("com/convert/sdk/java/")) {
                var file = folder.resolve(entry.getKey());
                Files.createDirectories(file.getParent());
                classes.add(Files.write(file, entry.getValue()).toFile());
            }
        }
        var filters = new AbiFilters(Set.of(), Set.of(), Set.of(), Set.of());
        var dump = new StringBuilder();
        AbiTools.Companion.getInstance(SameApiTest.class.getClassLoader()).printJvmDump(dump, classes, filters);
        assertEquals(Files.readString(FACE).replace("\r\n", "\n"), dump.toString());
    }

    @Test
    @DisplayName("each class of the core and of the face is there with all its members, and sealed as it was")
    void sameClasses() throws IOException {
        var bundle = Bundle.built().entries();
        for (var jar : List.of(System.getProperty("core.jar"), System.getProperty("face.jar"))) {
            for (var entry : Bundle.read(Path.of(jar)).entries().entrySet()) {
                var name = entry.getKey();
                if (name.endsWith(".class") && !name.equals("module-info.class")) {
                    assertEquals(members(entry.getValue(), true), members(bundle.get(name), false), name);
                }
            }
        }
    }

    private static Set<String> members(byte[] content, boolean renaming) {
        var members = new Members();
        new ClassReader(content)
                .accept(renaming ? new ClassRemapper(members, new Renaming()) : members, ClassReader.SKIP_CODE);
        return members.seen;
    }

    private static final class Renaming extends Remapper {
        Renaming() {
            super(Opcodes.ASM9);
        }

        @Override
        public String map(String name) {
            return name.startsWith("io/ktor/")
                    ? Bundle.INSIDE + name.substring("io/".length())
                    : name.startsWith("kotlin/") || name.startsWith("kotlinx/") ? Bundle.INSIDE + name : name;
        }
    }

    private static final class Members extends ClassVisitor {
        private final Set<String> seen = new TreeSet<>();

        Members() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(int version, int access, String name, String signature, String above, String[] interfaces) {
            seen.add(access + " class " + signature + " " + above + " " + List.of(interfaces));
        }

        @Override
        public void visitPermittedSubclass(String type) {
            seen.add("permits " + type);
        }

        @Override
        public FieldVisitor visitField(int access, String name, String type, String signature, Object value) {
            seen.add(access + " " + type + " " + name);
            return null;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
            seen.add(access + " " + name + type);
            return null;
        }
    }
}
