package com.convert.sdk.test.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.error.ConfigLoadException;
import com.convert.sdk.java.Context;
import com.convert.sdk.java.ConversionOptions;
import com.convert.sdk.java.Core;
import com.convert.sdk.result.ExperienceResult;
import com.convert.sdk.test.ConvertTest;
import com.convert.sdk.test.Recorded;
import com.convert.sdk.test.TestProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("An extension in a static field")
class RegisteredExtensionTest {
    @RegisterExtension
    static final ConvertExtension convert = ConvertExtension.of(
            TestProject.fromResource("bookshop.json").withVariation("checkout", "three-pages"),
            test -> test.javaSettings(settings -> settings.source("java-tests")));

    static final List<String> seen = new ArrayList<>();

    private Core early;

    @BeforeEach
    void before(Core core) {
        early = core;
    }

    @AfterEach
    void after(Recorded recorded) {
        recorded.getPayloads().forEach(payload -> assertTrue(payload.contains("\"source\":\"java-tests\"")));
    }

    @AfterAll
    static void everyVariationWasSeen() {
        assertEquals(List.of("three-pages", "one-page"), seen);
    }

    private static String variation(Context context, String experience) {
        return context.runExperience(experience)
                .map(ExperienceResult::getVariationKey)
                .orElse("none");
    }

    @Test
    @DisplayName("gives a test and what runs before it one started instance")
    void injects(Core core, Context context, ConvertTest test) {
        assertSame(early, core);
        assertSame(test.getJavaCore(), core);
        assertEquals("visitor-1", context.getVisitorId());
        assertEquals("three-pages", variation(context, "checkout"));
    }

    @Test
    @DisplayName("records a purchase in Java")
    void records(Context context, Recorded recorded) {
        context.runExperience("checkout");
        var order = ConversionOptions.builder()
                .revenue(12.5)
                .conversionData(Map.of("transactionId", "order-17"))
                .build();
        context.trackConversion("purchase", order);
        recorded.assertExposure("checkout", "three-pages");
        recorded.assertConversion("purchase", 12.5);
        recorded.assertConversion("purchase", Map.of("transactionId", "order-17"));
        assertEquals(1, recorded.getConversions().size());
    }

    @Test
    @DisplayName("gives each test nothing of another")
    void isolates(Context context, Recorded recorded) {
        recorded.assertNothing();
        assertEquals("visitor-1", context.getVisitorId());
    }

    @Test
    @DisplayName("gives the contexts of the visitors that are named")
    void namesVisitors(
            @Visitor(
                            value = "ann",
                            attributes = {"country=US", "plan = pro"})
                    Context ann,
            @Visitor("bob") Context bob) {
        assertEquals(Map.of("country", "US", "plan", "pro"), ann.state().getVisitorAttributes());
        assertEquals("bob", bob.getVisitorId());
    }

    @EachVariation("checkout")
    @DisplayName("runs a test with each variation")
    void runsEach(String variation, Context context, Recorded recorded) {
        seen.add(variation);
        assertEquals(variation, variation(context, "checkout"));
        recorded.assertExposure("checkout", variation);
        assertEquals(1, recorded.getExposures().size());
    }

    @Test
    @WithVariation(experience = "winter-sale", variation = "loud")
    @WithVariation(experience = "checkout", variation = "one-page", visitor = "bob")
    @WithFeature(value = "club-badge", variables = "badge=true")
    @WithFeature("dark-mode")
    @DisplayName("takes what a test overrides")
    void overrides(Context ann, @Visitor("bob") Context bob) {
        assertEquals("loud", variation(ann, "winter-sale"));
        assertEquals("three-pages", variation(ann, "checkout"));
        assertEquals("one-page", variation(bob, "checkout"));
        assertTrue(ann.runFeature("dark-mode").isPresent());
        assertTrue(ann.runFeature("club-badge").orElseThrow().getVariables().getBoolean("badge"));
    }

    @Test
    @WithoutFeature("express-pay")
    @WithVariation(experience = "checkout", variation = "one-page")
    @DisplayName("turns a feature off")
    void turnsOff(Context context) {
        assertEquals("one-page", variation(context, "checkout"));
        assertFalse(context.runFeature("express-pay").isPresent());
    }

    @Test
    @DisplayName("lets loading fail and recover")
    void loadingFails(ConvertTest test) {
        test.getLoading().fail();
        var error = assertThrows(ConfigLoadException.class, early::refreshNow);
        assertEquals(503, error.getStatusCode());
        test.getLoading().recover();
        early.refreshNow();
    }

    @Nested
    @WithVariation(experience = "checkout", variation = "one-page")
    @DisplayName("In a nested class")
    class Inside {
        @Test
        @DisplayName("what the class overrides wins over what is around it")
        void overrides(Context context) {
            assertEquals("one-page", variation(context, "checkout"));
        }

        @Test
        @WithVariation(experience = "checkout", variation = "three-pages")
        @DisplayName("what the method overrides wins over its class")
        void overridesMore(Context context) {
            assertEquals("three-pages", variation(context, "checkout"));
        }
    }
}
