package com.convert.sdk.spring;

import com.convert.sdk.ConfigSnapshot;
import com.convert.sdk.java.Core;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** What the instance is doing, in numbers; nothing that names a visitor, a project or an experience. */
@Endpoint(id = "convert")
public class ConvertEndpoint {
    private final Core core;
    private final ConfigStatus status;

    ConvertEndpoint(Core core, ConfigStatus status) {
        this.core = core;
        this.status = status;
    }

    /**
     * The state of the instance.
     *
     * @return state, configuration, queue and counters
     */
    @ReadOperation
    public Map<String, Object> read() {
        var all = new LinkedHashMap<String, Object>();
        all.put("state", status.state());
        all.put("trackingEnabled", core.getTrackingEnabled());
        core.getCurrentConfig().ifPresent(config -> all.put("configuration", configuration(config)));
        all.put("events", events());
        all.put("decisions", core.getMetrics().getDecisions());
        return all;
    }

    private Map<String, Object> configuration(ConfigSnapshot config) {
        var all = new LinkedHashMap<String, Object>();
        status.source().ifPresent(source -> all.put("source", source));
        status.age().ifPresent(age -> all.put("ageSeconds", age.toSeconds()));
        all.put("refreshes", core.getMetrics().getRefreshes());
        all.put("refreshFailures", core.getMetrics().getRefreshFailures());
        all.put("experiences", config.getExperiences().size());
        all.put("features", config.getFeatures().size());
        all.put("goals", config.getGoals().size());
        return all;
    }

    private Map<String, Object> events() {
        var metrics = core.getMetrics();
        var all = new LinkedHashMap<String, Object>();
        all.put("queued", metrics.getEventsQueued());
        all.put("delivered", metrics.getEventsDelivered());
        all.put("droppedQueueFull", metrics.getEventsDroppedQueueFull());
        all.put("droppedRejected", metrics.getEventsDroppedRejected());
        all.put("waiting", metrics.getQueueLength());
        all.put("oldestAgeMillis", metrics.getOldestEventAgeMillis());
        all.put("retries", metrics.getDeliveryRetries());
        return all;
    }
}
