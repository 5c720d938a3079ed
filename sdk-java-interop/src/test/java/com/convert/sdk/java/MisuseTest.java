package com.convert.sdk.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.convert.sdk.EntityType;
import com.convert.sdk.StartMode;
import com.convert.sdk.event.LifecycleEvent;
import com.convert.sdk.result.ConversionStatus;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/**
 * What only Java's users can do wrong, and what they are told. The rest goes through to the core, whose `MisuseSpec`
 * has it; a few of these are here to show that they arrive.
 */
class MisuseTest {
    private final Core core = new Core(SdkConfig.builder().data(Projects.SHOP).build(), new RecordingTransport());
    private final Context context = core.initialize().createContext("visitor");

    private record Misuse(String what, String message, Executable call) {}

    @AfterEach
    void close() {
        core.close();
    }

    @TestFactory
    @DisplayName("nothing that is null gets further than the face, which names it")
    Stream<DynamicTest> nulls() {
        return told(NullPointerException.class, nullArguments());
    }

    @SuppressWarnings("DataFlowIssue")
    private List<Misuse> nullArguments() {
        var misuses = new ArrayList<Misuse>();
        misuses.addAll(isNull("visitorId", () -> core.createContext(null)));
        misuses.addAll(isNull("attributes", () -> core.createContext("v", null)));
        misuses.addAll(isNull("location", () -> core.createContext("v", Map.of(), null)));
        misuses.addAll(isNull("type", () -> core.on(null, event -> {})));
        misuses.addAll(isNull("listener", () -> core.on(LifecycleEvent.class, null)));
        misuses.addAll(isNull("config", () -> new Core(null)));
        misuses.addAll(isNull(
                "transport", () -> new Core(SdkConfig.builder().sdkKey("k").build(), null)));
        misuses.addAll(isNull("key", () -> context.runExperience(null), () -> context.runFeature(null)));
        misuses.addAll(isNull(
                "options",
                () -> context.runExperience("checkout", null),
                () -> context.runExperiences(null),
                () -> context.runFeature("express", null),
                () -> context.runFeatures(null),
                () -> context.trackConversion("purchase", (ConversionOptions) null)));
        misuses.addAll(isNull("goalKey", () -> context.trackConversion(null), () -> context.diagnoseGoal(null)));
        misuses.addAll(isNull("revenue", () -> context.trackConversion("purchase", (Number) null)));
        misuses.addAll(isNull("attributes", () -> context.setAttributes(null)));
        misuses.addAll(isNull("segments", () -> context.setSegments(null)));
        misuses.addAll(isNull("keys", () -> context.runCustomSegments(null)));
        misuses.addAll(isNull("ruleData", () -> context.runCustomSegments(List.of(), null)));
        misuses.addAll(isNull("experienceId", () -> context.setPreview(null, "1")));
        misuses.addAll(isNull("variationId", () -> context.setPreview("1", null)));
        misuses.addAll(isNull("key", () -> context.diagnoseExperience(null), () -> context.diagnoseFeature(null)));
        misuses.addAll(isNull("entityType", () -> context.diagnoseEntity(null, "a")));
        misuses.addAll(isNull("key", () -> context.getConfigEntity(EntityType.GOAL, null)));
        misuses.addAll(isNull("id", () -> context.getConfigEntityById(EntityType.GOAL, null)));
        misuses.addAll(isNull("json", () -> SdkConfig.builder().data((String) null)));
        misuses.addAll(isNull("file", () -> SdkConfig.builder().data((Path) null)));
        misuses.addAll(isNull("values", () -> SdkConfig.builder().data((Map<String, Object>) null)));
        misuses.addAll(isNull("refresh", () -> SdkConfig.builder().refresh(null)));
        misuses.addAll(isNull("dataStore", () -> SdkConfig.builder().dataStore(null)));
        misuses.addAll(isNull("executor", () -> SdkConfig.builder().executor(null)));
        return misuses;
    }

    private static List<Misuse> isNull(String name, Executable... calls) {
        return Arrays.stream(calls)
                .map(call -> new Misuse(name, name + " must not be null", call))
                .toList();
    }

    @TestFactory
    @DisplayName("what the core says arrives as it is")
    Stream<DynamicTest> arrives() {
        InputStream wrong = getClass().getResourceAsStream("/nowhere.json");
        return told(
                RuntimeException.class,
                List.of(
                        new Misuse(
                                "a resource that is not there",
                                "data: expected a stream, was null; is there no such resource?",
                                () -> SdkConfig.builder().data(wrong)),
                        new Misuse(
                                "a file's name as data",
                                "$: expected a JSON object, was what looks like the name of a file; "
                                        + "for a file pass a Path",
                                () -> SdkConfig.builder().data("bookshop.json")),
                        new Misuse(
                                "a key from a variable that is not set",
                                "sdkKey, data: expected exactly one of them, was neither; "
                                        + "is the environment variable set that the key comes from?",
                                () -> SdkConfig.builder()
                                        .sdkKey(System.getenv("NO_SUCH_VARIABLE"))
                                        .build()),
                        new Misuse(
                                "a context before the start",
                                "there is no configuration yet: call initialize() first, "
                                        + "or set start to StartMode.BACKGROUND to serve defaults meanwhile",
                                () -> new Core(SdkConfig.builder().sdkKey("k").build(), new RecordingTransport())
                                        .createContext("v")),
                        new Misuse(
                                "a visitor without an id",
                                "visitorId must not be empty; any other text is a visitor",
                                () -> core.createContext(""))));
    }

    private static Stream<DynamicTest> told(Class<? extends Exception> type, List<Misuse> misuses) {
        return misuses.stream()
                .map(misuse -> DynamicTest.dynamicTest(misuse.what(), () -> {
                    assertEquals(
                            misuse.message(), assertThrows(type, misuse.call()).getMessage());
                }));
    }

    @Test
    @DisplayName("a null in a call with a future fails the future")
    void inFutures() {
        var failure = assertThrows(
                CompletionException.class,
                () -> context.runExperienceAsync(null).join());
        assertEquals("key must not be null", failure.getCause().getMessage());
    }

    @Test
    @DisplayName("reading a variable into an int does not throw when it is absent or of another type")
    void variables() {
        var variables = context.runFeature("express").orElseThrow().getVariables();
        int absent = variables.getInt("nope", 7);
        int other = variables.getInt("title", 8);
        assertEquals(List.of(7, 8, 3), List.of(absent, other, variables.getInt("steps", 9)));
        assertEquals("fallback", variables.getString("steps", "fallback"));
        assertEquals(3, core.getMetrics().getVariableDefaults());
    }

    @Test
    @DisplayName("with a start in the background a context serves defaults until there is a configuration")
    void background() {
        var settings = SdkConfig.builder().sdkKey("key-1").start(StartMode.BACKGROUND);
        try (var waiting = new Core(settings.build(), new RecordingTransport())) {
            var early = waiting.initialize().createContext("visitor");
            assertFalse(early.runExperience("checkout").isPresent());
            assertEquals(
                    ConversionStatus.NOT_READY,
                    early.trackConversion("purchase", 5).getStatus());
            assertEquals(
                    "there is no configuration yet; it is being loaded",
                    early.diagnoseExperience("checkout").getMessage());
        }
    }

    @Test
    @DisplayName("an amount alone is a conversion's revenue")
    void revenue() {
        var event = context.trackConversion("purchase", 49.99).getEvent();
        assertEquals(49.99, event == null ? null : event.getRevenue());
    }
}
