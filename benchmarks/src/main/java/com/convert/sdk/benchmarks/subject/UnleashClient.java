package com.convert.sdk.benchmarks.subject;

import io.getunleash.DefaultUnleash;
import io.getunleash.UnleashContext;
import io.getunleash.util.UnleashConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Unleash's SDK, bootstrapped: a flexible rollout with one constraint and two variants. No polling, no metrics. */
final class UnleashClient implements Subject {
    private final DefaultUnleash unleash;
    private final Path backup;

    UnleashClient(int experiences) {
        var features = """
            {"version":2,"features":[%s]}\
            """.formatted(Json.items(experiences, UnleashClient::feature));
        try {
            backup = Files.createTempFile("features", ".json");
            Files.delete(backup);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var config = UnleashConfig.builder()
                .appName("benchmarks")
                .instanceId("benchmarks")
                .unleashAPI("http://localhost:9/api")
                .apiKey("key")
                .backupFile(backup.toString())
                .disablePolling()
                .disableMetrics()
                .toggleBootstrapProvider(() -> Optional.of(features))
                .build();
        unleash = new DefaultUnleash(config);
    }

    private static String feature(int index) {
        return """
            {"name":"%1$s","type":"experiment","enabled":true,"strategies":[{"name":"flexibleRollout",
            "parameters":{"rollout":"100","stickiness":"userId","groupId":"%1$s"},
            "constraints":[{"contextName":"country","operator":"IN","values":["US"]}],"variants":[
            {"name":"control","weight":500,"weightType":"variable","stickiness":"userId"},
            {"name":"treatment","weight":500,"weightType":"variable","stickiness":"userId"}]}]}\
            """.formatted(Traffic.key(index));
    }

    @Override
    public String decide(String visitorId, String country, String experienceKey) {
        var context = UnleashContext.builder()
                .userId(visitorId)
                .addProperty("country", country)
                .build();
        return unleash.getVariant(experienceKey, context).getName();
    }

    @Override
    public void close() {
        unleash.shutdown();
        try {
            Files.deleteIfExists(backup);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
