package com.convert.sdk.spring;

import java.security.Principal;
import java.util.Optional;

/** One HTTP request, of Spring MVC or of WebFlux, as the beans that tell visitors apart see it. */
public interface VisitorRequest {
    /**
     * A header.
     *
     * @param name its name, in any case
     * @return its first value
     */
    Optional<String> header(String name);

    /**
     * A cookie.
     *
     * @param name its name
     * @return its value, as the browser sent it
     */
    Optional<String> cookie(String name);

    /**
     * A parameter of the query.
     *
     * @param name its name
     * @return its first value
     */
    Optional<String> parameter(String name);

    /** {@return the path, without the query} */
    String path();

    /** {@return whether the request came over HTTPS} */
    boolean isSecure();

    /** {@return who is logged in} */
    Optional<Principal> principal();

    /**
     * The request itself.
     *
     * @param type {@code HttpServletRequest} in MVC, {@code ServerWebExchange} in WebFlux
     * @param <T> the type
     * @return the request; empty when it is of another type
     */
    <T> Optional<T> unwrap(Class<T> type);
}
