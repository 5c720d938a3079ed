package com.convert.sdk.spring;

/**
 * Says whether the visitor of a request agreed to be recognised. For one who did not, no cookie is read or set, nothing
 * is stored and nothing reported: the visitor is in no experience, and conversions are not tracked. As a bean; without
 * one, everybody agreed.
 */
@FunctionalInterface
public interface ConsentPolicy {
    /**
     * Called once for a request that asks for a visitor. What it throws fails the request. In WebFlux it must not block.
     *
     * @param request the request
     * @return whether the visitor agreed
     */
    boolean isGiven(VisitorRequest request);
}
