package com.convert.sdk.benchmarks.subject;

import com.launchdarkly.sdk.LDContext;
import com.launchdarkly.sdk.server.Components;
import com.launchdarkly.sdk.server.LDClient;
import com.launchdarkly.sdk.server.LDConfig;
import com.launchdarkly.sdk.server.integrations.FileData;
import com.launchdarkly.sdk.server.subsystems.ComponentConfigurer;
import com.launchdarkly.sdk.server.subsystems.EventProcessor;
import com.launchdarkly.sdk.server.subsystems.EventSender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;

/**
 * LaunchDarkly's server SDK on its file data source: a rule with one clause, whose rollout has two variations. With
 * events it is as it comes, except that its sender takes everything at once and the network is not asked.
 */
final class LaunchDarkly implements Subject {
    private final LDClient client;

    LaunchDarkly(int experiences, boolean events) {
        try {
            var file = Files.createTempFile("flags", ".json");
            Files.writeString(file, "{\"flags\":{" + Json.items(experiences, LaunchDarkly::flag) + "}}");
            var config = new LDConfig.Builder()
                    .dataSource(FileData.dataSource().filePaths(file))
                    .events(events(events))
                    .diagnosticOptOut(true)
                    .logging(Components.noLogging())
                    .build();
            client = new LDClient("sdk-key", config);
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ComponentConfigurer<EventProcessor> events(boolean on) {
        return on ? Components.sendEvents().eventSender(context -> new Nowhere()) : Components.noEvents();
    }

    private static String flag(int index) {
        return """
            "%1$s":{"key":"%1$s","version":1,"on":true,"salt":"salt%2$d","variations":["control","treatment","none"],
            "offVariation":2,"fallthrough":{"variation":2},"rules":[{"id":"rule","clauses":[
            {"attribute":"country","op":"in","values":["US"],"negate":false}],"rollout":{"variations":[
            {"variation":0,"weight":50000},{"variation":1,"weight":50000}]}}]}\
            """.formatted(Traffic.key(index), index);
    }

    @Override
    public String decide(String visitorId, String country, String experienceKey) {
        var context = LDContext.builder(visitorId).set("country", country).build();
        return client.stringVariation(experienceKey, context, "none");
    }

    /** Returns at once; there is no way to wait for it. */
    @Override
    public void flush() {
        client.flush();
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Nowhere implements EventSender {
        @Override
        public Result sendAnalyticsEvents(byte[] data, int eventCount, URI eventsBaseUri) {
            return Result.SUCCESS;
        }

        @Override
        public Result sendDiagnosticEvent(byte[] data, URI eventsBaseUri) {
            return Result.SUCCESS;
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
