package com.convert.sdk.benchmarks.load;

import com.convert.sdk.benchmarks.subject.Projects;
import com.convert.sdk.benchmarks.subject.Traffic;
import com.convert.sdk.java.Core;
import com.convert.sdk.java.SdkConfig;
import com.convert.sdk.java.TransportConfig;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An instance of this SDK that serves new visitors; each decision is one event. */
final class Visitors {
    private static final Map<String, String> ATTRIBUTES = Map.of("country", Traffic.COUNTRY);
    private static final String EXPERIENCE = Traffic.key(0);

    private final Core core;

    /** One as it comes, but for what {@code settings} changes. */
    Visitors(String url, UnaryOperator<SdkConfig.Builder> settings) {
        var builder = SdkConfig.builder()
                .data(Projects.withExperiences(1))
                .transport(TransportConfig.builder().trackBaseUrl(url).build());
        core = new Core(settings.apply(builder).build()).initialize();
    }

    static Visitors asTheyCome(String url) {
        return new Visitors(url, UnaryOperator.identity());
    }

    /** Decides for the visitor of this number. */
    void decide(int number) {
        if (core.createContext(Event.id(number), ATTRIBUTES)
                .runExperience(EXPERIENCE)
                .isEmpty()) {
            throw new IllegalStateException("a visitor was turned away");
        }
    }

    /** Events refused so far because the queue was full. */
    long refused() {
        return core.getMetrics().getEventsDroppedQueueFull();
    }

    /** Returns once all is delivered. */
    void flush() {
        core.flush();
    }

    /** Closes, and returns how many events were left. */
    int close() {
        return core.shutdown().getEventsLeft();
    }
}
