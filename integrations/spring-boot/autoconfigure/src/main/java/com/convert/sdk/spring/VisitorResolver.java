package com.convert.sdk.spring;

import java.util.Optional;

/** Names the visitor of a request, such as the user who is logged in. As a bean. */
@FunctionalInterface
public interface VisitorResolver {
    /**
     * Called once for a request that asks for a visitor. What it throws fails the request. In WebFlux it must not block.
     *
     * @param request the request
     * @return the visitor's id; for empty, and an empty text, the cookie does
     */
    Optional<String> resolve(VisitorRequest request);
}
