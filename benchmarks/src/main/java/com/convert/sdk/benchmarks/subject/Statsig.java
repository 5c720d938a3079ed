package com.convert.sdk.benchmarks.subject;

import com.statsig.sdk.GetExperimentOptions;
import com.statsig.sdk.LogLevel;
import com.statsig.sdk.StatsigOptions;
import com.statsig.sdk.StatsigServer;
import com.statsig.sdk.StatsigUser;
import java.util.Map;

/**
 * Statsig's server SDK, bootstrapped: a rule with one condition that half of the users pass. No exposure
 * is logged.
 */
final class Statsig implements Subject {
    private static final GetExperimentOptions WITHOUT_EXPOSURE = new GetExperimentOptions(true, null, null);

    private static final long NEVER_MILLIS = 3_600_000;

    private final StatsigServer server = StatsigServer.create();

    Statsig(int experiences) {
        var options = new StatsigOptions();
        // Local mode would give defaults without evaluating; so the network is one that nobody answers on.
        options.setApi("http://localhost:9");
        options.setRulesetsSyncIntervalMs(NEVER_MILLIS);
        options.setIdListsSyncIntervalMs(NEVER_MILLIS);
        options.setLogLevel(LogLevel.NONE);
        options.setDisableAllLogging(true);
        options.setDisableDiagnostics(true);
        options.setDisableIPResolution(true);
        options.setBootstrapValues("""
            {"feature_gates":[],"layer_configs":[],"has_updates":true,"time":1,"dynamic_configs":[%s]}\
            """.formatted(Json.items(experiences, Statsig::experiment)));
        server.initializeAsync("secret-key", options).join();
    }

    private static String experiment(int index) {
        return """
            {"name":"%1$s","type":"dynamic_config","entity":"experiment","salt":"salt%2$d","enabled":true,
            "isActive":true,"defaultValue":{},"idType":"userID","rules":[{"name":"rule","id":"rule","salt":"rule",
            "passPercentage":50,"idType":"userID","returnValue":{"group":"treatment"},"conditions":[
            {"type":"user_field","field":"country","operator":"any","targetValue":["US"],"additionalValues":{},
            "idType":"userID"}]}]}\
            """.formatted(Traffic.key(index), index);
    }

    @Override
    public String decide(String visitorId, String country, String experienceKey) {
        var user = new StatsigUser(visitorId);
        user.setCustom(Map.of("country", country));
        return server.getExperimentSync(user, experienceKey, WITHOUT_EXPOSURE).getString("group", "control");
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
