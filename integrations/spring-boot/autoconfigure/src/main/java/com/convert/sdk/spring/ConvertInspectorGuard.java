package com.convert.sdk.spring;

/**
 * Says who may see the live page, which must not face the public. As a bean; without one, browsers on this machine may,
 * and nothing that a proxy forwarded.
 */
@FunctionalInterface
public interface ConvertInspectorGuard {
    /**
     * Called for every request to the page, its streams and its files included; a refused one gets 404, and so does one
     * for which this throws. In WebFlux it must not block.
     *
     * @param request the request
     * @return whether it is answered
     */
    boolean admits(VisitorRequest request);
}
