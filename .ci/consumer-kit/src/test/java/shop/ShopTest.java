package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.error.ConfigLoadException;
import com.convert.sdk.error.TrackingDeliveryException;
import com.convert.sdk.java.Core;
import com.convert.sdk.test.ConvertTest;
import com.convert.sdk.test.Recorded;
import com.convert.sdk.test.TestProject;
import com.convert.sdk.test.junit.ConvertExtension;
import com.convert.sdk.test.junit.EachVariation;
import com.convert.sdk.test.junit.WithVariation;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ShopTest {
    static final TestProject PROJECT = TestProject.fromResource("shop.json");

    @RegisterExtension
    static final ConvertExtension convert = ConvertExtension.of(PROJECT);

    @EachVariation("checkout")
    void eachVariationHasItsPages(String variation, Core core, Recorded recorded) {
        var expected = variation.equals("one-page") ? "1 pages, Pay now" : "3 pages, Buy";
        assertEquals(expected, new Shop(core).checkout("ann"));
        recorded.of("ann").assertExposure("checkout", variation);
    }

    @Test
    @WithVariation(experience = "checkout", variation = "one-page")
    void aPurchaseIsReportedWithItsRevenue(Core core, Recorded recorded) {
        var shop = new Shop(core);
        shop.checkout("ann");
        assertTrue(shop.buy("ann", 49.9).isTracked());
        recorded.of("ann").assertConversion("purchase", 49.9);
    }

    @Test
    void aPurchaseOutlivesAnOutage(ConvertTest test, Core core) {
        test.getDelivery().fail();
        new Shop(core).buy("ann", 20);
        assertThrows(TrackingDeliveryException.class, core::flush);
        assertTrue(test.getRecorded().getPayloads().isEmpty());
        test.getDelivery().recover();
        test.getRecorded().assertConversion("purchase", 20);
    }

    @Test
    void aPurchaseIsDeliveredWhenItsTimeHasCome() {
        var builder = ConvertTest.builder(PROJECT)
                .javaSettings(settings -> settings.autoFlushInterval(Duration.ofMinutes(1)));
        try (var test = builder.build()) {
            var shop = new Shop(test.startJava());
            test.getDelivery().failNext(1, 503);
            shop.buy("ann", 20);
            test.advanceTime(Duration.ofMinutes(10));
            assertEquals(2, test.getDelivery().getRequests());
            test.getRecorded().assertConversion("purchase", 20);
        }
    }

    @Test
    void aStartThatFailsCanBeMadeAgain(ConvertTest test) {
        test.getLoading().failNext(1, 503);
        assertThrows(ConfigLoadException.class, test::startJava);
        assertTrue(new Shop(test.startJava()).checkout("ann").contains(" pages, "));
    }

    @Test
    void anUnknownKeyNamesTheNearest() {
        var failure = assertThrows(
                IllegalArgumentException.class, () -> PROJECT.withVariation("chekout", "one-page"));
        assertTrue(failure.getMessage().contains("Did you mean \"checkout\"?"), failure.getMessage());
    }

    @Test
    void aFeatureIsOffForOneVisitor() {
        try (var test = new ConvertTest(PROJECT.withVariation("checkout", "one-page")
                .withoutFeatureFor("ann", "button"))) {
            var shop = new Shop(test.startJava());
            assertEquals("3 pages, Buy", shop.checkout("ann"));
            assertEquals("1 pages, Pay now", shop.checkout("bob"));
        }
    }
}
