package com.convert.sdk.spring;

import com.convert.sdk.java.Context;
import com.convert.sdk.java.Core;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Contexts for visitors outside of controllers: in services, listeners and jobs. For any thread. */
public final class ContextFactory {
    private final Core core;
    private final Bystander bystander;

    ContextFactory(Core core, Bystander bystander) {
        this.core = core;
        this.bystander = bystander;
    }

    /**
     * A context for a visitor, without attributes.
     *
     * @param visitorId the visitor
     * @return the context; while there is no configuration, one that is in no experience and tracks nothing
     * @throws IllegalArgumentException when the id is empty
     */
    public Context create(String visitorId) {
        return create(visitorId, Map.of());
    }

    /**
     * The same, with attributes.
     *
     * @param visitorId the visitor
     * @param attributes what audience rules see
     * @return the context; while there is no configuration, one that is in no experience and tracks nothing
     * @throws IllegalArgumentException when the id is empty
     */
    public Context create(String visitorId, Map<String, ? extends @Nullable Object> attributes) {
        return create(visitorId, attributes, Map.of());
    }

    /**
     * The same, with attributes and a location.
     *
     * @param visitorId the visitor
     * @param attributes what audience rules see
     * @param location what location rules see
     * @return the context; while there is no configuration, one that is in no experience and tracks nothing
     * @throws IllegalArgumentException when the id is empty
     */
    public Context create(
            String visitorId,
            Map<String, ? extends @Nullable Object> attributes,
            Map<String, ? extends @Nullable Object> location) {
        var decides = core.isReady() ? core : bystander.core();
        return decides.createContext(visitorId, attributes, location);
    }

    /** In no experience. */
    Context bystander() {
        return bystander.core().createContext("-");
    }
}
