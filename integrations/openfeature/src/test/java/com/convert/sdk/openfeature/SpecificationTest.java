package com.convert.sdk.openfeature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.convert.sdk.fixture.JavaTransport;
import com.convert.sdk.fixture.RecordingTransport;
import com.convert.sdk.java.Core;
import com.convert.sdk.java.SdkConfig;
import dev.openfeature.sdk.BooleanHook;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.HookContext;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.ThreadLocalTransactionContextPropagator;
import dev.openfeature.sdk.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OpenFeature's specification asks of evaluations; where Convert answers otherwise, the README says why. */
class SpecificationTest {
    private static final EvaluationContext VISITOR = new ImmutableContext("visitor-1");
    private static final EvaluationContext MATCHING = email("ballmer@macrosoft.com");

    private final OpenFeatureAPI api = OpenFeatureAPI.createIsolated();
    private final Core core = new Core(
            SdkConfig.builder().data(GeneratedFlags.specification()).build(),
            new JavaTransport(new RecordingTransport()));
    private final Client client = api.getClient();

    @BeforeEach
    void provide() {
        api.setProviderAndWait(new ConvertProvider(core, true, Timing.DEFAULT));
    }

    @AfterEach
    void shutdown() {
        api.shutdown();
    }

    @ParameterizedTest(name = "{0} is {2}, as variant {3}")
    @CsvSource(textBlock = """
                    boolean-flag,      false, true,  on
                    boolean-zero-flag, true,  false, zero
                    string-flag,       bye,   hi,    greeting
                    string-zero-flag,  hi,    '',    zero
                    integer-flag,      1,     10,    ten
                    integer-zero-flag, 1,     0,     zero
                    float-flag,        0.1,   0.5,   half
                    float-zero-flag,   0.1,   0.0,   zero
                    """)
    @DisplayName("values, zero values and variants of all types")
    void values(String key, String fallback, String value, String variant) {
        var details = evaluate(key, fallback, VISITOR);
        assertEquals(value, details.getValue().toString());
        assertEquals(variant, details.getVariant());
        assertEquals(key, details.getFlagKey());
        assertEquals("TARGETING_MATCH", details.getReason());
        assertNull(details.getErrorCode());
    }

    @Test
    @DisplayName("objects, an empty one too")
    void objects() {
        var full = client.getObjectDetails("object-flag", new Value(), VISITOR);
        var expected = Map.<String, Value>of(
                "showImages", new Value(true),
                "title", new Value("Check out these pics!"),
                "imagesPerPage", new Value(100L));
        assertEquals(expected, full.getValue().asStructure().asMap());
        assertEquals("template", full.getVariant());

        var fallback = Value.objectToValue(Map.of("a", 1));
        var empty = client.getObjectDetails("object-zero-flag", fallback, VISITOR);
        assertEquals(Map.of(), empty.getValue().asStructure().asMap());
        assertEquals("zero", empty.getVariant());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
                    boolean-targeted-zero-flag, true, false
                    string-targeted-zero-flag,  hi,   ''
                    integer-targeted-zero-flag, 1,    0
                    float-targeted-zero-flag,   0.1,  0.0
                    """)
    @DisplayName("a matching context gives the value, any other the caller's default")
    void targeting(String key, String fallback, String value) {
        var match = evaluate(key, fallback, MATCHING);
        assertEquals(value, match.getValue().toString());
        assertEquals("TARGETING_MATCH", match.getReason());
        for (var context : List.of(VISITOR, email("ballmer@none.com"), email(null))) {
            var other = evaluate(key, fallback, context);
            assertEquals(fallback, other.getValue().toString());
            assertEquals("DEFAULT", other.getReason());
        }
    }

    @Test
    @DisplayName("several attributes of several types target together")
    void complexTargeting() {
        var staff = attributes("ballmer@macrosoft.com", 65, false);
        assertEquals("INTERNAL", client.getStringValue("complex-targeted", "default", staff));
        var young = attributes("ballmer@macrosoft.com", 9, false);
        assertEquals("default", client.getStringValue("complex-targeted", "default", young));
        var customer = attributes("ballmer@macrosoft.com", 65, true);
        assertEquals("default", client.getStringValue("complex-targeted", "default", customer));
    }

    @ParameterizedTest(name = "default {0}")
    @CsvSource({"false", "bye", "1", "0.1"})
    @DisplayName("a key that nothing has is an error for every type")
    void notFound(String fallback) {
        assertError(ErrorCode.FLAG_NOT_FOUND, fallback, evaluate("non-existent-flag", fallback, VISITOR));
    }

    @ParameterizedTest(name = "{0} for default {1}")
    @CsvSource({"boolean-flag, bye", "boolean-flag, 1", "boolean-flag, 0.1", "string-flag, 1", "integer-flag, bye"})
    @DisplayName("a flag of another type is an error")
    void mismatch(String key, String fallback) {
        assertError(ErrorCode.TYPE_MISMATCH, fallback, evaluate(key, fallback, VISITOR));
    }

    @Test
    @DisplayName("an archived experience serves the caller's default")
    void disabled() {
        var details = client.getBooleanDetails("boolean-disabled-flag", false, VISITOR);
        assertEquals(false, details.getValue());
        assertEquals("DEFAULT", details.getReason());
    }

    @Test
    @DisplayName("each level of context overrides those before it, up to the hooks")
    void contextMerging() {
        Supplier<String> evaluated = () -> client.getStringValue("string-targeted-zero-flag", "?", VISITOR);
        api.setTransactionContextPropagator(new ThreadLocalTransactionContextPropagator());
        api.setEvaluationContext(entry("ballmer@macrosoft.com"));
        assertEquals("", evaluated.get());
        api.setTransactionContext(entry("transaction"));
        assertEquals("?", evaluated.get());
        client.setEvaluationContext(entry("ballmer@macrosoft.com"));
        assertEquals("", evaluated.get());
        assertEquals("?", client.getStringValue("string-targeted-zero-flag", "?", email("invocation")));

        client.setEvaluationContext(entry("client"));
        client.addHooks(new MatchingHook());
        assertEquals(false, client.getBooleanValue("boolean-targeted-zero-flag", true, email("invocation")));
    }

    private FlagEvaluationDetails<?> evaluate(String key, String fallback, EvaluationContext context) {
        if (fallback.matches("true|false")) return client.getBooleanDetails(key, fallback.equals("true"), context);
        if (fallback.matches("\\d+")) return client.getIntegerDetails(key, Integer.valueOf(fallback), context);
        if (fallback.matches("[\\d.]+")) return client.getDoubleDetails(key, Double.valueOf(fallback), context);
        return client.getStringDetails(key, fallback, context);
    }

    private static void assertError(ErrorCode code, String fallback, FlagEvaluationDetails<?> details) {
        assertEquals(fallback, details.getValue().toString());
        assertEquals("ERROR", details.getReason());
        assertEquals(code, details.getErrorCode());
    }

    private static EvaluationContext email(String email) {
        var attributes = new HashMap<String, Value>();
        attributes.put("email", email == null ? null : new Value(email));
        return new ImmutableContext("visitor-1", attributes);
    }

    private static EvaluationContext entry(String email) {
        return new ImmutableContext(Map.of("email", new Value(email)));
    }

    private static EvaluationContext attributes(String email, int age, boolean customer) {
        return new ImmutableContext(
                "visitor-1", Map.of("email", new Value(email), "age", new Value(age), "customer", new Value(customer)));
    }

    private static final class MatchingHook implements BooleanHook {
        @Override
        public Optional<EvaluationContext> before(HookContext<Boolean> context, Map<String, Object> hints) {
            return Optional.of(entry("ballmer@macrosoft.com"));
        }
    }
}
