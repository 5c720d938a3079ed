package com.convert.sdk.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.convert.sdk.ConfigSnapshot;
import com.convert.sdk.ContextState;
import com.convert.sdk.EntityType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Every method of a context, found by reflection, against the one of the core: same answer, same state, same events. */
@Timeout(60)
class DelegationTest {
    @TestFactory
    Stream<DynamicTest> methods() {
        return Arrays.stream(Context.class.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isBridge())
                // The JDK gives them in any order, and the place is a test's identity.
                .sorted(Comparator.comparing(Method::toString))
                .map(method -> DynamicTest.dynamicTest(nameOf(method), () -> check(method)));
    }

    private static String nameOf(Method method) {
        return method.getName() + Arrays.toString(method.getParameterTypes()) + " does what the core's does";
    }

    private static void check(Method method) throws Exception {
        var name = method.getName().replaceAll("Async$", "");
        var arguments = argumentsOf(name, method.getParameterTypes());
        var java = Outcome.of(core -> plain(method.invoke(core.createContext("visitor-1"), arguments.toArray())));
        var kotlin = Outcome.of(core -> plain(callCore(coreOf(core.createContext("visitor-1")), name, arguments)));
        assertEquals(kotlin, java);
        var untouched = Outcome.of(core -> null);
        assertNotEquals(untouched, java, "an answer that is nothing, or no change, tells nothing");
    }

    private static com.convert.sdk.Context coreOf(Context context) throws ReflectiveOperationException {
        var field = Context.class.getDeclaredField("context");
        field.setAccessible(true);
        return (com.convert.sdk.Context) field.get(context);
    }

    /** What there is to see of one call on an instance of its own. */
    private record Outcome(@Nullable Object answer, String state, long events) {
        interface Call {
            @Nullable
            Object on(Core core) throws Exception;
        }

        static Outcome of(Call call) throws Exception {
            var settings = SdkConfig.builder().data(Projects.SHOP).flushOnShutdown(false);
            try (var core = new Core(settings.build(), new RecordingTransport()).initialize()) {
                var answer = call.on(core);
                var state = core.createContext("visitor-1").state();
                var seen = List.of(state.getBucketing(), state.getVisitorAttributes(), state.getDefaultSegments());
                return new Outcome(answer, seen.toString(), core.getMetrics().getEventsQueued());
            }
        }
    }

    /** Arguments that make a difference: what has options gets what it gives with these options alone. */
    private static List<Object> argumentsOf(String name, Class<?>[] types) {
        var gold = Map.of("plan", "gold");
        return IntStream.range(0, types.length)
                .<Object>mapToObj(index -> {
                    var type = types[index];
                    if (type == EvaluationOptions.class) {
                        return EvaluationOptions.builder().attributes(gold).build();
                    } else if (type == ConversionOptions.class) {
                        return ConversionOptions.builder().revenue(5).build();
                    } else if (type == Map.class) {
                        return gold;
                    } else if (type == Collection.class) {
                        return List.of(name.equals("runCustomSegments") ? "golden" : "checkout");
                    } else if (type == double.class || type == Number.class) {
                        return 5.0;
                    } else if (type == EntityType.class) {
                        return EntityType.EXPERIENCE;
                    }
                    return index == 0 ? textOf(name, types.length) : secondTextOf(name);
                })
                .toList();
    }

    private static String textOf(String name, int arguments) {
        return switch (name) {
            case "runExperience", "diagnoseExperience" -> arguments == 1 ? "checkout" : "gold-only";
            case "runFeature", "diagnoseFeature" -> "express";
            case "trackConversion", "diagnoseGoal" -> "purchase";
            case "setPreview" -> "2";
            default -> "goals";
        };
    }

    private static String secondTextOf(String name) {
        return switch (name) {
            case "setPreview" -> "21";
            case "getConfigEntityById" -> "2";
            case "getConfigEntity" -> "checkout";
            default -> "purchase";
        };
    }

    private static @Nullable Object callCore(com.convert.sdk.Context context, String name, List<Object> arguments)
            throws Exception {
        var given = arguments.stream().map(DelegationTest::coreForm).toList();
        for (var method : com.convert.sdk.Context.class.getMethods()) {
            if (!method.getName().equals(name) || method.isSynthetic()) {
                continue;
            }
            var suspends = Arrays.asList(method.getParameterTypes()).contains(Continuation.class);
            if (method.getParameterCount() != given.size() + (suspends ? 1 : 0) || !accepts(method, given)) {
                continue;
            }
            return suspends
                    ? new Bridge(Runnable::run).await(it -> start(method, context, given, it))
                    : method.invoke(context, given.toArray());
        }
        throw new AssertionError("the core has no " + name + given);
    }

    private static boolean accepts(Method method, List<Object> given) {
        var types = method.getParameterTypes();
        for (var index = 0; index < given.size(); index++) {
            if (!types[index].isInstance(given.get(index))) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Object start(
            Method method, com.convert.sdk.Context context, List<Object> given, Continuation<?> continuation) {
        try {
            return method.invoke(
                    context,
                    Stream.concat(given.stream(), Stream.of(continuation)).toArray());
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new AssertionError(e);
        }
    }

    private static Object coreForm(Object argument) {
        if (argument instanceof EvaluationOptions options) {
            return options.core();
        }
        return argument instanceof ConversionOptions options ? options.core() : argument;
    }

    private static @Nullable Object plain(@Nullable Object answer) {
        if (answer instanceof CompletableFuture<?> future) {
            return plain(future.join());
        }
        if (answer instanceof Optional<?> optional) {
            return optional.orElse(null);
        }
        if (answer instanceof ContextState state) {
            return List.of(state.getVisitorId(), state.getBucketing(), state.getVisitorAttributes());
        }
        if (answer instanceof ConfigSnapshot snapshot) {
            return snapshot.getProjectId();
        }
        return answer == Unit.INSTANCE ? null : answer;
    }
}
