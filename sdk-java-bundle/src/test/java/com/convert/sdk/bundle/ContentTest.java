package com.convert.sdk.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/** The bundle, opened: nothing of anybody else's lies outside ours, and nothing that it needs is missing. */
class ContentTest {
    private static final Pattern OURS = Pattern.compile("com/convert/sdk/.*\\.class|module-info\\.class"
            + "|META-INF/(MANIFEST\\.MF|LICENSE|NOTICE|sbom/.*"
            + "|maven/com\\.convert/convert-sdk-java-bundle/.*|native-image/com\\.convert/.*)");

    /** What these classes would do, they do only when asked to, or when a debugger is there. */
    private static final Set<String> NOT_FOR_APPLICATIONS = Set.of("java/lang/management/", "sun/misc/Signal");

    private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>.*?</dependency>");

    private static final Pattern NAME = Pattern.compile("\"name\": \"([^\"]+)\"");

    private static final List<String> FROM_OUTSIDE = List.of("org/slf4j/", "org/jspecify/annotations/");

    @Test
    @DisplayName("no class, service, native-image or ProGuard entry of anybody else's is outside ours")
    void holdsNothingForeign() throws IOException {
        var foreign = Bundle.built().entries().keySet().stream()
                .filter(name -> !OURS.matcher(name).matches())
                .toList();
        assertEquals(List.of(), foreign);
    }

    @Test
    @DisplayName("all that a class refers to is in the bundle, in the JDK, in SLF4J or in JSpecify")
    void missesNothing() throws IOException {
        var entries = Bundle.built().entries();
        var missing = new TreeSet<String>();
        entries.forEach((name, content) -> {
            if (name.endsWith(".class") && !name.equals("module-info.class")) {
                referredTo(content).stream()
                        .filter(type -> !entries.containsKey(type + ".class"))
                        .filter(type -> FROM_OUTSIDE.stream().noneMatch(type::startsWith))
                        .filter(type -> NOT_FOR_APPLICATIONS.stream().noneMatch(type::startsWith))
                        .filter(type -> !isOfTheJdk(type))
                        .forEach(type -> missing.add(name + " -> " + type));
            }
        });
        assertEquals(Set.of(), missing);
    }

    @Test
    @DisplayName("it is the module that the Java face is, and requires nothing but the JDK, SLF4J and JSpecify")
    void isAModule() throws IOException {
        var content = Bundle.built().entries().get("module-info.class");
        var module = ModuleDescriptor.read(ByteBuffer.wrap(content));
        assertEquals("com.convert.sdk.java", module.name());
        var required = new TreeSet<String>();
        module.requires().forEach(each -> required.add(each.name()));
        assertEquals(Set.of("java.base", "java.net.http", "org.jspecify", "org.slf4j"), required);
        var exported = new TreeSet<String>();
        module.exports().forEach(each -> exported.add(each.source()));
        assertTrue(exported.contains("com.convert.sdk.java"));
        assertTrue(exported.stream().noneMatch(name -> name.contains("internal")), exported.toString());
    }

    @Test
    @DisplayName("its pom asks for SLF4J and JSpecify, and for nothing else")
    void dependsOnLittle() throws IOException {
        var pom = Files.readString(Path.of("dependency-reduced-pom.xml"));
        var needed = DEPENDENCY
                .matcher(pom.substring(pom.lastIndexOf("<dependencies>")))
                .results()
                .map(MatchResult::group)
                .filter(each -> !each.contains("<scope>test</scope>"))
                .map(each -> each.replaceAll("(?s).*<artifactId>|</artifactId>.*", ""))
                .toList();
        assertEquals(List.of("slf4j-api", "jspecify"), needed);
    }

    @Test
    @DisplayName("each class and field that a native image is told of is there")
    void tellsNativeImages() throws IOException {
        var entries = Bundle.built().entries();
        var config = text(entries.get("META-INF/native-image/com.convert/convert-sdk-java-bundle/reflect-config.json"));
        var names = NAME.matcher(config).results().map(each -> each.group(1)).toList();
        var type = entries.get(names.get(0).replace('.', '/') + ".class");
        var fields = new TreeSet<String>();
        new ClassReader(type)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public FieldVisitor visitField(
                                    int access, String name, String of, String as, Object value) {
                                fields.add(name);
                                return null;
                            }
                        },
                        ClassReader.SKIP_CODE);
        assertTrue(fields.containsAll(names.subList(1, names.size())), fields.toString());
        assertEquals(5, names.size());
    }

    @Test
    @DisplayName("licence and notices go with it")
    void tellsLicences() throws IOException {
        var entries = Bundle.built().entries();
        assertTrue(text(entries.get("META-INF/LICENSE")).contains("Apache License"));
        var notice = text(entries.get("META-INF/NOTICE"));
        for (var library : List.of("Kotlin", "coroutines library", "serialization library", "kotlinx-io", "Ktor")) {
            assertTrue(notice.contains(library), library);
        }
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }

    private static Set<String> referredTo(byte[] content) {
        var names = new TreeSet<String>();
        var collecting = new Remapper(Opcodes.ASM9) {
            @Override
            public String map(String name) {
                names.add(name);
                return name;
            }
        };
        new ClassReader(content).accept(new ClassRemapper(new ClassWriter(0), collecting), 0);
        // Hints for tools; a JVM does not look for them.
        names.removeIf(name -> name.startsWith("org/jetbrains/annotations/"));
        return names;
    }

    private static boolean isOfTheJdk(String type) {
        try {
            Class.forName(type.replace('/', '.'), false, ClassLoader.getPlatformClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
