package com.convert.sdk.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.result.ConversionStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rule data, the switch for tracking and preview links, as Java sees them. */
class TrackingFaceTest {
    private static SdkConfig.Builder settings() {
        return SdkConfig.builder().data(Projects.SHOP).flushOnShutdown(false);
    }

    @Test
    void trackingCanBeOffFromTheBeginningAndTurnedOn() {
        try (var core = new Core(settings().trackingEnabled(false).build(), new RecordingTransport()).initialize()) {
            var context = core.createContext("visitor");
            assertFalse(core.getTrackingEnabled());
            assertEquals(
                    ConversionStatus.TRACKING_DISABLED,
                    context.trackConversion("purchase").getStatus());
            core.setTrackingEnabled(true);
            assertTrue(core.getTrackingEnabled());
            assertEquals(
                    ConversionStatus.QUEUED, context.trackConversion("purchase").getStatus());
            assertEquals(1, core.getMetrics().getEventsRefusedTrackingOff());
        }
    }

    @Test
    void ruleDataIsHeldAgainstTheGoalsRules() {
        try (var core = new Core(settings().build(), new RecordingTransport()).initialize()) {
            var context = core.createContext("visitor");
            var given = ConversionOptions.builder().ruleData(Map.of("plan", "gold"));
            assertEquals(
                    ConversionStatus.RULES_NOT_MATCHED,
                    context.trackConversion("purchase", given.build()).getStatus());
            assertEquals(
                    ConversionStatus.QUEUED,
                    context.trackConversion("purchase", given.ruleData(null).build())
                            .getStatus());
        }
    }

    @Test
    void aPreviewLinksParameterIsTwoIds() {
        var ids = Context.parsePreviewParam("3001.3101").orElseThrow();
        assertEquals("3001", ids.getExperienceId());
        assertEquals("3101", ids.getVariationId());
        assertTrue(Context.parsePreviewParam("3001").isEmpty());
        assertTrue(Context.parsePreviewParam(null).isEmpty());
    }
}
