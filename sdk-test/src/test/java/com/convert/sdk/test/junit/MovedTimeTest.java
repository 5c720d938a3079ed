package com.convert.sdk.test.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.java.Core;
import com.convert.sdk.java.RefreshConfig;
import com.convert.sdk.test.ConvertTest;
import com.convert.sdk.test.TestProject;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Time that is moved on")
class MovedTimeTest {
    @RegisterExtension
    static final ConvertExtension convert = ConvertExtension.of(
            TestProject.fromResource("bookshop.json").withVariation("checkout", "one-page"),
            test -> test.javaSettings(settings -> settings.autoFlushInterval(Duration.ofMinutes(10))
                    .refresh(RefreshConfig.builder()
                            .interval(Duration.ofHours(1))
                            .jitter(Duration.ZERO)
                            .backoffMax(Duration.ofHours(2))
                            .build())));

    @Test
    @DisplayName("refreshes an instance for Java")
    void refreshes(ConvertTest test, Core core) {
        test.advanceTime(Duration.ofHours(3));
        assertEquals(4, test.getLoading().getRequests());
        assertEquals(4, core.getMetrics().getRefreshes());
    }

    @Test
    @DisplayName("delivers through a transport for Java, and tries again")
    void delivers(ConvertTest test, Core core) {
        test.getDelivery().failNext(2, 503);
        assertTrue(core.createContext("visitor-1").runExperience("checkout").isPresent());
        test.advanceTime(Duration.ofMinutes(5));
        assertEquals(0, test.getDelivery().getRequests());
        test.advanceTime(Duration.ofMinutes(25));
        assertEquals(3, test.getDelivery().getRequests());
    }

    @Test
    @DisplayName("does not go back")
    void refuses(ConvertTest test) {
        assertThrows(IllegalArgumentException.class, () -> test.advanceTime(Duration.ofSeconds(-1)));
    }
}
