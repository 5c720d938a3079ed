package com.convert.sdk.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.convert.sdk.fixture.JavaTransport;
import com.convert.sdk.fixture.RecordingTransport;
import com.convert.sdk.java.Core;
import com.convert.sdk.java.SdkConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DashboardTest {
    private static final Path DASHBOARD = Path.of("..", "..", "docs", "grafana", "convert-sdk.json");

    /** There only when asked for, once a visitor was decided. */
    private static final String BY_VARIATION = "convert_variations_total";

    @Test
    @DisplayName("the dashboard shows every meter under the name that Prometheus sees")
    void names() throws IOException {
        var shown = names(Pattern.compile("convert_[a-z_]+"), Files.readString(DASHBOARD));
        shown.remove(BY_VARIATION);
        // Offered and queued add up to the outcomes that are shown.
        shown.add("convert_events_offered_total");
        shown.add("convert_events_queued_total");
        assertEquals(names(Pattern.compile("(?m)^convert_[a-z_]+"), scrape()), shown);
    }

    private static String scrape() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var settings = SdkConfig.builder().sdkKey("1001/2001").build();
        try (var core = new Core(settings, new JavaTransport(new RecordingTransport()))) {
            ConvertMetrics.builder(core).build().bindTo(registry);
            return registry.scrape();
        }
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }
}
