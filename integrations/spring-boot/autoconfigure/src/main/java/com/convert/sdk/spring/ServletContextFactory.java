package com.convert.sdk.spring;

import com.convert.sdk.java.Context;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.UriComponentsBuilder;

/** The context of a servlet request's visitor, as controllers get it; for filters and interceptors. */
public final class ServletContextFactory {
    private final Visitors visitors;

    ServletContextFactory(Visitors visitors) {
        this.visitors = visitors;
    }

    /**
     * The visitor's context, the same one for all of a request. While there is no configuration yet, and for a visitor
     * who did not consent, it is one that is in no experience and tracks nothing. A new visitor's cookie goes with the
     * response, as long as that has not begun. Waits only for the draft that a preview link names.
     *
     * @param request the request
     * @param response its response
     * @return the context
     */
    public Context contextOf(HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(Visitors.ATTRIBUTE) instanceof Context known) return known;
        var visit = visitors.visit(new ServletVisitorRequest(request), cookie -> add(cookie, response));
        var isPreviewed = visit.preview()
                .map(it -> visit.context().setPreview(it.getExperienceId(), it.getVariationId()))
                .orElse(false);
        var context = visitors.settle(visit, isPreviewed);
        request.setAttribute(Visitors.ATTRIBUTE, context);
        return context;
    }

    private static void add(ResponseCookie cookie, HttpServletResponse response) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    record ServletVisitorRequest(HttpServletRequest request) implements VisitorRequest {
        @Override
        public Optional<String> header(String name) {
            return Optional.ofNullable(request.getHeader(name));
        }

        @Override
        public Optional<String> cookie(String name) {
            return Optional.ofNullable(request.getCookies())
                    .flatMap(cookies -> Arrays.stream(cookies)
                            .filter(cookie -> cookie.getName().equals(name))
                            .map(Cookie::getValue)
                            .findFirst());
        }

        /** Of the query alone: asking the request would read a form's body. */
        @Override
        public Optional<String> parameter(String name) {
            if (request.getQueryString() == null) return Optional.empty();
            var query = UriComponentsBuilder.newInstance()
                    .query(request.getQueryString())
                    .build()
                    .getQueryParams();
            return Optional.ofNullable(query.getFirst(name));
        }

        @Override
        public String path() {
            return Objects.requireNonNullElse(request.getRequestURI(), "");
        }

        @Override
        public boolean isSecure() {
            return request.isSecure();
        }

        @Override
        public Optional<Principal> principal() {
            return Optional.ofNullable(request.getUserPrincipal());
        }

        @Override
        public <T> Optional<T> unwrap(Class<T> type) {
            return type.isInstance(request) ? Optional.of(type.cast(request)) : Optional.empty();
        }
    }
}
