package com.convert.sdk.openfeature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.fixture.JavaTransport;
import com.convert.sdk.fixture.RecordingTransport;
import com.convert.sdk.java.SdkConfig;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.ImmutableStructure;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.Value;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final EvaluationContext VISITOR = new ImmutableContext("visitor-1");
    private static final EvaluationContext SWISS =
            new ImmutableContext("visitor-1", Map.of("country", new Value("CH")));

    private final JavaTransport transport = new JavaTransport(new RecordingTransport());
    private final OpenFeatureAPI api = OpenFeatureAPI.createIsolated();
    private Client client;

    @BeforeEach
    void provide() {
        var settings = SdkConfig.builder().data(Shop.JSON).build();
        api.setProviderAndWait(new ConvertProvider(settings, transport));
        client = api.getClient();
    }

    @AfterEach
    void shutdown() {
        api.shutdown();
    }

    @Test
    @DisplayName("a feature that is served is true, with variant, reason and ids")
    void feature() {
        var details = client.getBooleanDetails("pay", false, VISITOR);
        assertTrue(details.getValue());
        assertEquals("SPLIT", details.getReason());
        assertTrue(List.of("plain", "bold").contains(details.getVariant()));
        assertNull(details.getErrorCode());
        var metadata = details.getFlagMetadata();
        assertEquals("5001", metadata.getString("featureId"));
        assertEquals("3001", metadata.getString("experienceId"));
        assertEquals("checkout", metadata.getString("experienceKey"));
        assertEquals(details.getVariant().equals("plain") ? "3101" : "3102", metadata.getString("variationId"));
    }

    @Test
    @DisplayName("a feature is an object of its variables")
    void featureAsObject() {
        var variables =
                client.getObjectValue("pay", new Value(), VISITOR).asStructure().asMap();
        assertEquals("QuickPay", variables.get("provider").asString());
        assertEquals(true, variables.get("express").asBoolean());
        assertEquals(
                2,
                variables
                        .get("layout")
                        .asStructure()
                        .getValue("columns")
                        .asList()
                        .size());
    }

    @Test
    @DisplayName("feature.variable has the type that it is asked for")
    void variables() {
        assertEquals("QuickPay", client.getStringValue("pay.provider", "?", VISITOR));
        assertEquals(10, client.getIntegerValue("pay.limit", -1, VISITOR));
        assertEquals(10.0, client.getDoubleValue("pay.limit", -1.0, VISITOR));
        assertEquals(5_000_000_000L, client.getLongValue("pay.big", -1L, VISITOR));
        assertEquals(0.5, client.getDoubleValue("pay.rate", -1.0, VISITOR));
        assertEquals(true, client.getBooleanValue("pay.express", false, VISITOR));
        assertTrue(client.getObjectValue("pay.layout", new Value(), VISITOR)
                .asStructure()
                .getValue("wide")
                .asBoolean());
    }

    @Test
    @DisplayName("an experience is the key of the variation, or the variation as an object")
    void experience() {
        var details = client.getStringDetails("checkout", "?", VISITOR);
        assertEquals(details.getVariant(), details.getValue());
        assertTrue(List.of("plain", "bold").contains(details.getValue()));
        var variation = client.getObjectValue("checkout", new Value(), VISITOR).asStructure();
        assertEquals(details.getValue(), variation.getValue("key").asString());
    }

    @Test
    @DisplayName("a rollout to everybody an audience matches is a targeting match, and to others the default")
    void targeting() {
        var match = client.getStringDetails("greeting", "Hello", SWISS);
        assertEquals("Gruezi", match.getValue());
        assertEquals("on", match.getVariant());
        assertEquals("TARGETING_MATCH", match.getReason());

        var other = client.getStringDetails("greeting", "Hello", VISITOR);
        assertEquals("Hello", other.getValue());
        assertEquals("DEFAULT", other.getReason());
        assertNull(other.getVariant());
        assertNull(other.getErrorCode());
    }

    @Test
    @DisplayName("the structure named location is what location rules see")
    void location() {
        var cart = new ImmutableStructure(Map.of("page", new Value("cart")));
        var there = new ImmutableContext("visitor-1", Map.of("location", new Value(cart)));
        assertEquals("wide", client.getStringValue("cart-test", "?", there));
        assertEquals("?", client.getStringValue("cart-test", "?", VISITOR));
    }

    @Test
    @DisplayName("a variable without a value, a feature and an experience nobody gets are the default")
    void notServed() {
        assertDefault(client.getStringDetails("pay.unset", "?", VISITOR));
        assertDefault(client.getStringDetails("paused", "?", VISITOR));
        assertEquals(
                "DEFAULT", client.getBooleanDetails("unused", false, VISITOR).getReason());
    }

    @Test
    @DisplayName("what is there but of another type is a mismatch, and exposes nobody")
    void mismatch() {
        assertError(ErrorCode.TYPE_MISMATCH, client.getIntegerDetails("pay.provider", 7, VISITOR), 7);
        assertError(ErrorCode.TYPE_MISMATCH, client.getStringDetails("pay.limit", "?", VISITOR), "?");
        assertError(ErrorCode.TYPE_MISMATCH, client.getBooleanDetails("checkout", true, VISITOR), true);
        assertError(ErrorCode.TYPE_MISMATCH, client.getStringDetails("pay", "?", VISITOR), "?");
        assertEquals(0, core().getMetrics().getEventsOffered());

        assertError(ErrorCode.TYPE_MISMATCH, client.getIntegerDetails("pay.rate", 7, VISITOR), 7);
        assertError(ErrorCode.TYPE_MISMATCH, client.getIntegerDetails("pay.big", 7, VISITOR), 7);
        assertError(ErrorCode.PARSE_ERROR, client.getDoubleDetails("pay.broken", 7.0, VISITOR), 7.0);
    }

    @Test
    @DisplayName("an unknown key and a missing visitor are errors with the caller's default")
    void notFound() {
        assertError(ErrorCode.FLAG_NOT_FOUND, client.getStringDetails("nowhere", "?", VISITOR), "?");
        assertError(ErrorCode.FLAG_NOT_FOUND, client.getStringDetails("pay.nothing", "?", VISITOR), "?");
        assertError(ErrorCode.TARGETING_KEY_MISSING, client.getStringDetails("checkout", "?"), "?");
        assertError(
                ErrorCode.TARGETING_KEY_MISSING,
                client.getStringDetails("checkout", "?", new ImmutableContext("")),
                "?");
    }

    @Test
    @DisplayName("attributes are those of the call alone, of all types OpenFeature has")
    void attributes() {
        assertEquals("Gruezi", client.getStringValue("greeting", "Hello", SWISS));
        var all = new HashMap<String, Value>();
        all.put("country", new Value("CH"));
        all.put("since", new Value(Instant.EPOCH));
        all.put("visits", new Value(3L));
        all.put("tags", new Value(List.of(new Value(1.5), new Value())));
        all.put("nothing", null);
        var later = new ImmutableContext("visitor-2", all);
        assertEquals("Gruezi", client.getStringValue("greeting", "Hello", later));
        assertEquals("Hello", client.getStringValue("greeting", "Hello", new ImmutableContext("visitor-2")));
    }

    @Test
    @DisplayName("contexts of the API, the client and the call are merged")
    void merging() {
        api.setEvaluationContext(new ImmutableContext("visitor-1"));
        client.setEvaluationContext(new ImmutableContext(Map.of("country", new Value("DE"))));
        assertEquals("Hello", client.getStringValue("greeting", "Hello"));
        assertEquals(
                "Gruezi",
                client.getStringValue("greeting", "Hello", new ImmutableContext(Map.of("country", new Value("CH")))));
    }

    @Test
    @DisplayName("a closed instance gives the default and is not ready")
    void closed() {
        core().close();
        assertError(ErrorCode.PROVIDER_NOT_READY, client.getStringDetails("checkout", "?", VISITOR), "?");
    }

    private com.convert.sdk.java.Core core() {
        return ((ConvertProvider) api.getProvider()).getCore();
    }

    private static void assertDefault(FlagEvaluationDetails<String> details) {
        assertEquals("?", details.getValue());
        assertEquals("DEFAULT", details.getReason());
        assertNull(details.getErrorCode());
    }

    private static <T> void assertError(ErrorCode code, FlagEvaluationDetails<T> details, T fallback) {
        assertEquals(code, details.getErrorCode());
        assertEquals("ERROR", details.getReason());
        assertEquals(fallback, details.getValue());
    }
}
