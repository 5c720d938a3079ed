package com.convert.sdk.java;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kotlin.coroutines.Continuation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Nothing of the core is missing here: compared by reflection, so that an addition there fails here. */
class FaceCompletenessTest {
    /** What Java sees instead of a type of the core's. */
    private static final Map<Class<?>, Class<?>> COUNTERPARTS = Map.of(
            com.convert.sdk.Core.class, Core.class,
            com.convert.sdk.Context.class, Context.class,
            com.convert.sdk.SdkConfig.class, SdkConfig.class,
            com.convert.sdk.EvaluationOptions.class, EvaluationOptions.class,
            com.convert.sdk.ConversionOptions.class, ConversionOptions.class,
            com.convert.sdk.transport.Transport.class, Transport.class,
            com.convert.sdk.event.EventHandler.class, Consumer.class);

    @Test
    @DisplayName("every function of the core that suspends has a blocking form and one with a future")
    void suspendingOperations() {
        var missing = new TreeSet<String>();
        var found = 0;
        for (var face : List.of(Core.class, Context.class)) {
            for (var operation : operationsOf(coreOf(face))
                    .filter(FaceCompletenessTest::suspends)
                    .toList()) {
                found++;
                if (!has(face, operation.getName(), operation) || isFuture(face, operation.getName(), operation)) {
                    missing.add(operation + " blocking");
                }
                if (!isFuture(face, operation.getName() + "Async", operation)) {
                    missing.add(operation + " with a future");
                }
            }
        }
        assertEquals(Set.of(), missing);
        assertEquals(true, found >= 24, "the functions of the core were not recognised");
    }

    @Test
    @DisplayName("every other function and property of the core is here under its name")
    void otherOperations() {
        var missing = new TreeSet<String>();
        for (var face : List.of(Core.class, Context.class)) {
            operationsOf(coreOf(face))
                    .filter(operation -> !suspends(operation))
                    // For this face alone: where it completes its futures.
                    .filter(operation -> !operation.getName().equals("getCallbackExecutor"))
                    .filter(operation -> !has(face, operation.getName(), operation))
                    .forEach(operation -> missing.add(operation.toString()));
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    @DisplayName("an instance can be made from whatever the core's can be made from")
    void constructors() {
        Stream<Constructor<?>> constructors = Arrays.stream(com.convert.sdk.Core.class.getConstructors());
        var missing = constructors
                .filter(each -> !each.isSynthetic())
                .map(each -> javaTypes(each.getParameterTypes()))
                .filter(types -> Arrays.stream(Core.class.getConstructors())
                        .noneMatch(each -> List.of(each.getParameterTypes()).equals(types)))
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    @DisplayName("every setting and option of the core can be set here")
    void settings() {
        var builders = Map.of(
                com.convert.sdk.SdkConfig.Builder.class, SdkConfig.Builder.class,
                com.convert.sdk.TransportConfig.Builder.class, TransportConfig.Builder.class,
                com.convert.sdk.RefreshConfig.Builder.class, RefreshConfig.Builder.class,
                com.convert.sdk.DurableQueueConfig.Builder.class, DurableQueueConfig.Builder.class,
                com.convert.sdk.EvaluationOptions.Builder.class, EvaluationOptions.Builder.class,
                com.convert.sdk.ConversionOptions.Builder.class, ConversionOptions.Builder.class);
        builders.forEach((core, face) -> {
            var setters = Arrays.stream(core.getMethods())
                    .filter(method -> !method.isSynthetic())
                    .map(Method::getName)
                    .filter(name -> name.startsWith("set"))
                    .map(name -> name.substring(3).replaceAll("-.*", ""))
                    .map(name -> Character.toLowerCase(name.charAt(0)) + name.substring(1));
            assertEquals(
                    Set.of(),
                    setters.filter(name -> !names(face).contains(name)).collect(Collectors.toSet()));
        });
    }

    @Test
    @DisplayName("every function of the ports is here under its name")
    void ports() {
        for (var port : List.of(DataStore.class, BlockingDataStore.class)) {
            assertEquals(namesWithoutMangling(com.convert.sdk.storage.DataStore.class), declaredByPort(port));
        }
        for (var port : List.of(AtomicDataStore.class, AtomicBlockingDataStore.class)) {
            assertEquals(namesWithoutMangling(com.convert.sdk.storage.AtomicDataStore.class), declaredByPort(port));
        }
        for (var port : List.of(Transport.class, BlockingTransport.class)) {
            assertEquals(namesWithoutMangling(com.convert.sdk.transport.Transport.class), declaredByPort(port));
        }
    }

    private static Class<?> coreOf(Class<?> face) {
        return face == Core.class ? com.convert.sdk.Core.class : com.convert.sdk.Context.class;
    }

    /** What Kotlin's users call: neither what the compiler adds nor what is internal to the core. */
    private static Stream<Method> operationsOf(Class<?> core) {
        return Arrays.stream(core.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !method.isSynthetic() && !method.getName().contains("$"))
                // The reified form of the other one, inlined into Kotlin callers.
                .filter(method ->
                        !Arrays.asList(method.getParameterTypes()).contains(kotlin.jvm.functions.Function1.class));
    }

    private static boolean suspends(Method operation) {
        return Arrays.asList(operation.getParameterTypes()).contains(Continuation.class);
    }

    private static boolean has(Class<?> face, String name, Method operation) {
        return counterparts(face, name, operation).findAny().isPresent();
    }

    private static boolean isFuture(Class<?> face, String name, Method operation) {
        return counterparts(face, name, operation)
                .anyMatch(method -> method.getReturnType() == CompletableFuture.class);
    }

    private static Stream<Method> counterparts(Class<?> face, String name, Method operation) {
        var types = javaTypes(operation.getParameterTypes());
        return Arrays.stream(face.getMethods())
                .filter(method -> method.getName().equals(name))
                .filter(method -> List.of(method.getParameterTypes()).equals(types));
    }

    private static List<Class<?>> javaTypes(Class<?>[] types) {
        return Arrays.stream(types)
                .filter(type -> type != Continuation.class)
                .<Class<?>>map(type -> COUNTERPARTS.getOrDefault(type, type))
                .toList();
    }

    private static Collection<String> names(Class<?> type) {
        return Arrays.stream(type.getMethods()).map(Method::getName).collect(Collectors.toSet());
    }

    private static Set<String> namesWithoutMangling(Class<?> port) {
        return Arrays.stream(port.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(method -> method.getName().replaceAll("-.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> declaredByPort(Class<?> port) {
        return Arrays.stream(port.getDeclaredMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
