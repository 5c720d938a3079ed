package com.convert.sdk.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.error.ConfigLoadException;
import com.convert.sdk.error.ConversionDataException;
import com.convert.sdk.error.DurableQueueException;
import com.convert.sdk.error.FeatureVariableException;
import com.convert.sdk.error.InvalidConfigException;
import com.convert.sdk.error.TrackingDeliveryException;
import com.convert.sdk.error.TransportException;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kotlin.Metadata;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Walks all that a Java program can reach from the face, into the results of the core too. */
class FaceTypesTest {
    private static final Pattern JAVA_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*");

    /** What a Java program catches: no signature names it. */
    private static final List<Class<?>> THROWN = List.of(
            ConfigLoadException.class,
            ConversionDataException.class,
            DurableQueueException.class,
            FeatureVariableException.class,
            InvalidConfigException.class,
            TrackingDeliveryException.class,
            TransportException.class);

    private final Set<Class<?>> reached = new HashSet<>();
    private final ArrayDeque<Class<?>> waiting = new ArrayDeque<>();
    private final Set<String> foreign = new TreeSet<>();

    @Test
    @DisplayName("no type of Kotlin's and no name that Java cannot write is in a signature")
    void nothingForeign() throws Exception {
        walk();
        assertEquals(Set.of(), foreign);
        assertTrue(reached.contains(com.convert.sdk.result.ConversionEvent.class), "the walk did not get to results");
        assertTrue(reached.contains(com.convert.sdk.CoreState.Failed.class), "the walk did not get to sealed members");
    }

    @Test
    @DisplayName("every type says by JSpecify what may be null")
    void nullness() throws Exception {
        walk();
        var silent = reached.stream()
                .filter(type -> !isNullMarked(type))
                .map(Class::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), silent);
    }

    @Test
    @DisplayName("sealed families name their members, so that a switch over them is exhaustive")
    void sealedFamilies() {
        for (var family : List.of(
                com.convert.sdk.CoreState.class,
                com.convert.sdk.event.LifecycleEvent.class,
                com.convert.sdk.result.Diagnostic.class,
                com.convert.sdk.transport.ConfigResponse.class)) {
            assertTrue(family.isSealed(), family.getName());
        }
    }

    private static List<Class<?>> facePublicClasses() throws IOException {
        var directory = Path.of("src", "main", "java", "com", "convert", "sdk", "java");
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .filter(name -> !name.equals("package-info"))
                    .<Class<?>>map(FaceTypesTest::faceClass)
                    .filter(type -> Modifier.isPublic(type.getModifiers()))
                    .toList();
        }
    }

    private static Class<?> faceClass(String name) {
        try {
            return Class.forName("com.convert.sdk.java." + name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private void walk() throws IOException {
        facePublicClasses().forEach(this::reach);
        THROWN.forEach(this::reach);
        while (!waiting.isEmpty()) {
            check(waiting.remove());
        }
    }

    /** A package's promise is void for a class of Kotlin's, by JSpecify's rules. */
    private static boolean isNullMarked(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getDeclaringClass()) {
            if (each.isAnnotationPresent(NullMarked.class)) {
                return true;
            }
        }
        return !type.isAnnotationPresent(Metadata.class) && type.getPackage().isAnnotationPresent(NullMarked.class);
    }

    private void reach(Class<?> type) {
        if (type.getName().startsWith("com.convert.sdk.") && reached.add(type)) {
            waiting.add(type);
        }
    }

    private void check(Class<?> type) {
        Arrays.stream(type.getClasses())
                // Nobody gets hold of one: the field that has it is hidden, and every function is static as well.
                .filter(each -> !each.getSimpleName().equals("Companion"))
                .forEach(this::reach);
        Arrays.stream(type.getMethods()).filter(method -> !method.isSynthetic()).forEach(method -> {
            if (!JAVA_NAME.matcher(method.getName()).matches()) {
                foreign.add(method.toString());
            }
            check(method.getGenericReturnType(), method);
            checkParameters(method);
        });
        Arrays.stream(type.getFields())
                .filter(field -> !field.isSynthetic())
                .forEach(field -> check(field.getGenericType(), field));
        Arrays.stream(type.getConstructors())
                .filter(each -> !each.isSynthetic())
                .forEach(this::checkParameters);
    }

    private void checkParameters(Executable executable) {
        for (var parameter : executable.getGenericParameterTypes()) {
            check(parameter, executable);
        }
    }

    private void check(Type type, Member where) {
        if (type instanceof ParameterizedType parameterized) {
            check(parameterized.getRawType(), where);
            Arrays.stream(parameterized.getActualTypeArguments()).forEach(each -> check(each, where));
        } else if (type instanceof WildcardType wildcard) {
            Stream.of(wildcard.getUpperBounds(), wildcard.getLowerBounds())
                    .flatMap(Arrays::stream)
                    .forEach(each -> check(each, where));
        } else if (type instanceof GenericArrayType array) {
            check(array.getGenericComponentType(), where);
        } else if (type instanceof Class<?> named) {
            checkNamed(named, where);
        } else {
            assertTrue(type instanceof TypeVariable<?>, type.toString());
        }
    }

    private void checkNamed(Class<?> named, Member where) {
        var name = named.getName();
        if (name.startsWith("kotlin")
                || name.startsWith("com.convert.sdk.internal")
                || name.endsWith("Kt")
                || named.getSimpleName().equals("Companion")) {
            foreign.add(where.toString());
        } else {
            reach(named);
        }
    }
}
