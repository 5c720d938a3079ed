package com.convert.sdk.examples.service;

import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.UUID;

/** Tells visitors apart by a cookie, so that each keeps the variation. */
final class VisitorCookie {
    private static final String NAME = "visitor";
    private static final String ATTRIBUTES = "; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax";

    private VisitorCookie() {}

    /** The visitor's id; a new visitor gets one with the response. */
    static String of(HttpExchange exchange) {
        return exchange.getRequestHeaders().getOrDefault("Cookie", List.of()).stream()
                .flatMap(header -> List.of(header.split(";")).stream())
                .map(String::strip)
                .filter(pair -> pair.startsWith(NAME + "="))
                .map(pair -> pair.substring(NAME.length() + 1))
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElseGet(() -> newVisitor(exchange));
    }

    private static String newVisitor(HttpExchange exchange) {
        var id = UUID.randomUUID().toString();
        exchange.getResponseHeaders().add("Set-Cookie", NAME + "=" + id + ATTRIBUTES);
        return id;
    }
}
