package com.convert.sdk.openfeature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.fixture.JavaTransport;
import com.convert.sdk.fixture.RecordingTransport;
import com.convert.sdk.java.Core;
import com.convert.sdk.java.SdkConfig;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.MutableTrackingEventDetails;
import dev.openfeature.sdk.OpenFeatureAPI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReportingTest {
    private final RecordingTransport service = new RecordingTransport();
    private final OpenFeatureAPI api = OpenFeatureAPI.createIsolated();
    private final Core core = new Core(SdkConfig.builder().data(Shop.JSON).build(), new JavaTransport(service));

    @AfterEach
    void shutdown() {
        api.shutdown();
        core.close();
    }

    @Test
    @DisplayName("eight threads that ask for one flag expose a visitor once, and all get the same")
    void exposesOnce() throws Exception {
        api.setProviderAndWait(new ConvertProvider(core));
        var client = api.getClient();
        var visitor = new ImmutableContext("visitor-1");
        var threads = Executors.newFixedThreadPool(8);
        try {
            var asked = new ArrayList<Callable<String>>();
            for (var i = 0; i < 200; i++) asked.add(() -> client.getStringValue("checkout", "?", visitor));
            var answers = new ArrayList<String>();
            for (var answer : threads.invokeAll(asked)) answers.add(answer.get());
            assertEquals(1, answers.stream().distinct().count());
        } finally {
            threads.shutdown();
        }
        core.flush();
        assertEquals(1, service.eventCount("bucketing"));
    }

    @Test
    @DisplayName("track reports a conversion with its value as revenue and its details as goal data")
    void tracks() {
        api.setProviderAndWait(new ConvertProvider(core));
        var details = new MutableTrackingEventDetails(49.9)
                .add("transactionId", "t-1")
                .add("items", List.of());
        api.getClient().track("purchase", new ImmutableContext("visitor-1"), details);
        api.getClient().track("purchase", new ImmutableContext("visitor-1"), details);
        core.flush();
        assertEquals(1, service.eventCount("conversion"));
        assertTrue(service.getText().contains("{\"key\":\"amount\",\"value\":49.9}"), service::getText);
        assertTrue(service.getText().contains("{\"key\":\"transactionId\",\"value\":\"t-1\"}"), service::getText);

        api.getClient().track("purchase", new ImmutableContext("visitor-1"), details.add("forceMultiple", true));
        core.flush();
        assertEquals(2, service.eventCount("conversion"));
    }

    @Test
    @DisplayName(
            "track without a visitor, a known goal or a number that can be sent reports nothing and throws nothing")
    void tracksNothing() {
        var provider = new ConvertProvider(core);
        api.setProviderAndWait(provider);
        var visitor = new ImmutableContext("visitor-1");
        api.getClient().track("purchase");
        api.getClient().track("nothing", visitor);
        api.getClient().track("purchase", visitor, new MutableTrackingEventDetails(Double.NaN));
        provider.track("purchase", null, null);
        assertEquals(0, core.getMetrics().getEventsOffered());
        provider.track("purchase", visitor, null);
        assertEquals(1, core.getMetrics().getEventsOffered());
    }

    @Test
    @DisplayName("shutdown delivers what is queued, and leaves an instance open that was given")
    void flushesAtShutdown() {
        api.setProviderAndWait(new ConvertProvider(core));
        api.getClient().getStringValue("checkout", "?", new ImmutableContext("visitor-1"));
        api.shutdown();
        assertEquals(1, service.eventCount("bucketing"));
        assertFalse(service.isClosed());
        assertTrue(core.createContext("visitor-2").runExperience("checkout").isPresent());
    }
}
