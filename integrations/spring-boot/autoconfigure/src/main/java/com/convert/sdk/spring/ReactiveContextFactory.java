package com.convert.sdk.spring;

import com.convert.sdk.java.Context;
import java.security.Principal;
import java.util.Optional;
import org.springframework.http.HttpCookie;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The context of a WebFlux request's visitor, as controllers get it; for filters and functional routes. */
public final class ReactiveContextFactory {
    private final Visitors visitors;

    ReactiveContextFactory(Visitors visitors) {
        this.visitors = visitors;
    }

    /**
     * The visitor's context, the same one for all of a request. While there is no configuration yet, and for a visitor
     * who did not consent, it is one that is in no experience and tracks nothing. A new visitor's cookie goes with the
     * response, as long as that has not begun. Never blocks.
     *
     * @param exchange the request and its response
     * @return the context; fails with what the application's own beans throw
     */
    public Mono<Context> contextOf(ServerWebExchange exchange) {
        return Mono.defer(() -> {
            if (exchange.getAttribute(Visitors.ATTRIBUTE) instanceof Context known) return Mono.just(known);
            return exchange.<Principal>getPrincipal()
                    .map(Optional::of)
                    .defaultIfEmpty(Optional.empty())
                    .flatMap(principal -> newContext(exchange, principal))
                    .doOnNext(context -> exchange.getAttributes().put(Visitors.ATTRIBUTE, context));
        });
    }

    private Mono<Context> newContext(ServerWebExchange exchange, Optional<Principal> principal) {
        var response = exchange.getResponse();
        var visit = visitors.visit(new ExchangeVisitorRequest(exchange, principal), cookie -> {
            if (!response.isCommitted()) response.addCookie(cookie);
        });
        return Mono.justOrEmpty(visit.preview())
                .flatMap(it -> Mono.fromFuture(
                        () -> visit.context().setPreviewAsync(it.getExperienceId(), it.getVariationId())))
                .defaultIfEmpty(false)
                .map(isPreviewed -> visitors.settle(visit, isPreviewed));
    }

    record ExchangeVisitorRequest(ServerWebExchange exchange, Optional<Principal> principal) implements VisitorRequest {
        @Override
        public Optional<String> header(String name) {
            return Optional.ofNullable(exchange.getRequest().getHeaders().getFirst(name));
        }

        @Override
        public Optional<String> cookie(String name) {
            return Optional.ofNullable(exchange.getRequest().getCookies().getFirst(name))
                    .map(HttpCookie::getValue);
        }

        @Override
        public Optional<String> parameter(String name) {
            return Optional.ofNullable(exchange.getRequest().getQueryParams().getFirst(name));
        }

        @Override
        public String path() {
            return exchange.getRequest().getURI().getRawPath();
        }

        @Override
        public boolean isSecure() {
            return "https".equalsIgnoreCase(exchange.getRequest().getURI().getScheme());
        }

        @Override
        public <T> Optional<T> unwrap(Class<T> type) {
            return type.isInstance(exchange) ? Optional.of(type.cast(exchange)) : Optional.empty();
        }
    }
}
