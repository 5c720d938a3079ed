package com.convert.sdk.spring;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What rules see of a request's visitor. As beans; of two that give one name, the later one wins. */
@FunctionalInterface
public interface AttributesProvider {
    /**
     * What audience rules see. Called once for a request that asks for a visitor. What it throws fails the request. In
     * WebFlux it must not block.
     *
     * @param request the request
     * @return attributes; see {@link com.convert.sdk.java.Core#createContext(String, Map, Map)} for what they may be
     */
    Map<String, ? extends @Nullable Object> attributes(VisitorRequest request);

    /**
     * What location rules see, in the same way.
     *
     * @param request the request
     * @return attributes; none unless overridden
     */
    default Map<String, ? extends @Nullable Object> location(VisitorRequest request) {
        return Map.of();
    }
}
