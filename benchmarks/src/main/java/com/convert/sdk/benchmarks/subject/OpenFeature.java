package com.convert.sdk.benchmarks.subject;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.Value;
import dev.openfeature.sdk.providers.memory.Flag;
import dev.openfeature.sdk.providers.memory.InMemoryProvider;
import java.util.HashMap;
import java.util.Map;

/**
 * OpenFeature with its in-memory provider, which knows no rules: comparing and hashing are written by hand in a flag's
 * evaluator. So this is what the interface alone costs.
 */
final class OpenFeature implements Subject {
    private final Client client;

    OpenFeature(int experiences) {
        var flags = new HashMap<String, Flag<?>>();
        for (var i = 0; i < experiences; i++) {
            flags.put(Traffic.key(i), flag("10000" + i));
        }
        var api = OpenFeatureAPI.getInstance();
        api.setProviderAndWait(new InMemoryProvider(flags));
        client = api.getClient();
    }

    private static Flag<String> flag(String id) {
        return Flag.<String>builder()
                .variant("control", "control")
                .variant("treatment", "treatment")
                .variant("none", "none")
                .defaultVariant("none")
                .contextEvaluator((flag, context) -> {
                    if (!Traffic.COUNTRY.equals(context.getValue("country").asString())) {
                        return "none";
                    }
                    return HandWritten.bucket(id, context.getTargetingKey()) < 5_000 ? "control" : "treatment";
                })
                .build();
    }

    @Override
    public String decide(String visitorId, String country, String experienceKey) {
        var context = new ImmutableContext(visitorId, Map.of("country", new Value(country)));
        return client.getStringValue(experienceKey, "none", context);
    }

    @Override
    public void close() {
        OpenFeatureAPI.getInstance().shutdown();
    }
}
