package com.convert.sdk.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Named.named;

import com.convert.sdk.CoreState;
import com.convert.sdk.error.ConversionDataException;
import com.convert.sdk.error.InvalidConfigException;
import com.convert.sdk.java.Face.Visitor;
import com.convert.sdk.result.ConversionStatus;
import com.convert.sdk.result.DiagnosticReason;
import com.convert.sdk.result.ExperienceResult;
import com.convert.sdk.result.FeatureResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One behaviour, whatever the face: each test runs against the core, the blocking methods and the futures. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class FaceBehaviourTest {
    private final RecordingTransport transport = new RecordingTransport();
    private final List<Face> open = new ArrayList<>();

    interface Opening extends Function<SdkConfig, Function<Transport, Face>> {}

    static Stream<Named<Opening>> faces() {
        return Stream.of(
                named(
                        "Kotlin",
                        config -> transport ->
                                new KotlinFace(new com.convert.sdk.Core(config.core(), StageTransport.of(transport)))),
                named("Java, blocking", config -> transport -> new BlockingFace(new Core(config, transport))),
                named("Java, futures", config -> transport -> new FutureFace(new Core(config, transport))));
    }

    @AfterEach
    void close() {
        open.forEach(Face::shutdown);
    }

    @ParameterizedTest(name = "{0}: a visitor gets the variation, and keeps it")
    @MethodSource("faces")
    void decidesExperiences(Opening opening) {
        var visitor = visitor(opening, Map.of());
        var result = visitor.runExperience("checkout").orElseThrow();
        assertEquals("one-page", result.getVariationKey());
        assertEquals(Map.of("1", "11"), visitor.state().getBucketing());
    }

    @ParameterizedTest(name = "{0}: a visitor who does not qualify gets nothing, and is told why")
    @MethodSource("faces")
    void explainsMisses(Opening opening) {
        var visitor = visitor(opening, Map.of());
        assertTrue(visitor.runExperience("gold-only").isEmpty());
        assertEquals(
                DiagnosticReason.AUDIENCE_MISMATCH,
                visitor.diagnoseExperience("gold-only").getReason());
        assertEquals(
                DiagnosticReason.EXPERIENCE_NOT_FOUND,
                visitor.diagnoseExperience("unknown").getReason());
    }

    @ParameterizedTest(name = "{0}: rules see the context's attributes, those set later and those of a call")
    @MethodSource("faces")
    void rulesSeeAttributes(Opening opening) {
        var gold = Map.<String, Object>of("plan", "gold");
        assertTrue(visitor(opening, gold).runExperience("gold-only").isPresent());
        var visitor = visitor(opening, Map.of());
        assertTrue(visitor.runExperience("gold-only", gold, false).isPresent());
        assertEquals(Map.of(), visitor.state().getVisitorAttributes());
        visitor.setAttributes(gold);
        assertEquals(gold, visitor.state().getVisitorAttributes());
    }

    @ParameterizedTest(name = "{0}: all experiences and features come in configuration order")
    @MethodSource("faces")
    void decidesAll(Opening opening) {
        var visitor = visitor(opening, Map.of("plan", "gold"));
        assertEquals(
                List.of("checkout", "gold-only"),
                visitor.runExperiences().stream()
                        .map(ExperienceResult::getExperienceKey)
                        .toList());
        assertEquals(
                List.of("express"),
                visitor.runFeatures().stream().map(FeatureResult::getFeatureKey).toList());
    }

    @ParameterizedTest(name = "{0}: a feature has typed variables")
    @MethodSource("faces")
    void castsVariables(Opening opening) {
        var visitor = visitor(opening, Map.of());
        var variables = visitor.runFeature("express").orElseThrow().getVariables();
        assertEquals(3, variables.getInt("steps"));
        assertEquals("Pay", variables.getString("title"));
        assertNull(variables.getBoolean("absent"));
        assertTrue(visitor.runFeature("unknown").isEmpty());
        assertEquals(
                DiagnosticReason.FEATURE_NOT_FOUND,
                visitor.diagnoseFeature("unknown").getReason());
    }

    @ParameterizedTest(name = "{0}: a conversion is queued once, and flush delivers it")
    @MethodSource("faces")
    void tracksConversions(Opening opening) {
        var face = opened(opening, Projects.SHOP);
        face.initialize();
        var visitor = face.visitor("visitor-1", Map.of());
        var result = visitor.trackConversion("purchase", 49.99, Map.of("transactionId", "t-1"));
        assertEquals(ConversionStatus.QUEUED, result.getStatus());
        assertEquals(
                ConversionStatus.DEDUPLICATED,
                visitor.trackConversion("purchase").getStatus());
        assertEquals(
                ConversionStatus.GOAL_NOT_FOUND,
                visitor.trackConversion("unknown").getStatus());
        face.flush();
        assertEquals(1, transport.eventCount());
    }

    @ParameterizedTest(name = "{0}: a decision without tracking sends nothing")
    @MethodSource("faces")
    void tracksOnlyWhenAsked(Opening opening) {
        var face = opened(opening, Projects.SHOP);
        face.initialize();
        face.visitor("visitor-1", Map.of()).runExperience("checkout", Map.of(), false);
        face.flush();
        assertEquals(0, transport.eventCount());
        face.visitor("visitor-1", Map.of()).runExperience("checkout", Map.of(), true);
        face.flush();
        assertEquals(1, transport.eventCount());
    }

    @ParameterizedTest(name = "{0}: goal data that cannot be sent is refused with the SDK's own exception")
    @MethodSource("faces")
    void refusesGoalData(Opening opening) {
        var visitor = visitor(opening, Map.of());
        assertThrows(
                ConversionDataException.class,
                () -> visitor.trackConversion("purchase", 1, Map.of("transactionId", List.of("x"))));
    }

    @ParameterizedTest(name = "{0}: segments are matched once, and default segments kept")
    @MethodSource("faces")
    void segments(Opening opening) {
        var visitor = visitor(opening, Map.of("plan", "gold"));
        assertEquals(List.of("6"), visitor.runCustomSegments(List.of("golden")).getMatchedSegmentIds());
        assertFalse(visitor.runCustomSegments(List.of("golden")).isMatched());
        visitor.setSegments(Map.of("country", "US"));
        assertEquals("US", visitor.state().getDefaultSegments().get("country"));
    }

    @ParameterizedTest(name = "{0}: a preview forces a variation and leaves no trace")
    @MethodSource("faces")
    void preview(Opening opening) {
        var face = opened(opening, Projects.SHOP);
        face.initialize();
        var visitor = face.visitor("visitor-1", Map.of());
        assertTrue(visitor.setPreview("2", "21"));
        assertEquals("shiny", visitor.runExperience("gold-only").orElseThrow().getVariationKey());
        assertFalse(visitor.setPreview("2", "unknown"));
        face.flush();
        assertEquals(0, transport.eventCount());
    }

    @ParameterizedTest(name = "{0}: an unusable configuration is the SDK's own exception, and the state says so")
    @MethodSource("faces")
    void failsToInitialize(Opening opening) {
        var face = opened(opening, "{}");
        assertSame(CoreState.Created.INSTANCE, face.state());
        assertThrows(InvalidConfigException.class, face::initialize);
        assertInstanceOf(CoreState.Failed.class, face.state());
        assertThrows(IllegalStateException.class, () -> face.visitor("visitor-1", Map.of()));
    }

    @ParameterizedTest(name = "{0}: an empty visitor id is refused")
    @MethodSource("faces")
    void refusesAnEmptyVisitor(Opening opening) {
        var face = opened(opening, Projects.SHOP);
        face.initialize();
        assertThrows(IllegalArgumentException.class, () -> face.visitor("", Map.of()));
    }

    @ParameterizedTest(name = "{0}: shutting down delivers what is queued, closes the transport, and may be repeated")
    @MethodSource("faces")
    void shutsDown(Opening opening) {
        var face = opened(opening, Projects.SHOP);
        face.initialize();
        face.visitor("visitor-1", Map.of()).trackConversion("purchase");
        assertEquals(0, face.shutdown().getEventsLeft());
        assertEquals(0, face.shutdown().getEventsLeft());
        assertEquals(1, transport.eventCount());
        assertTrue(transport.closed);
        assertSame(CoreState.Closed.INSTANCE, face.state());
        assertThrows(IllegalStateException.class, face::initialize);
        assertThrows(IllegalStateException.class, face::refreshNow);
    }

    private Visitor visitor(Opening opening, Map<String, Object> attributes) {
        var face = opened(opening, Projects.SHOP);
        face.initialize();
        return face.visitor("visitor-1", attributes);
    }

    private Face opened(Opening opening, String data) {
        var config = SdkConfig.builder().data(data).flushOnShutdown(false).build();
        var face = opening.apply(config).apply(transport);
        open.add(face);
        return face;
    }
}
