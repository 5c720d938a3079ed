package com.convert.sdk.examples.service;

import com.convert.sdk.java.Context;
import com.convert.sdk.result.ExperienceResult;
import java.util.List;
import java.util.stream.Collectors;

/** What a customer sees: a headline, a checkout of one page or three, a button to pay with. */
final class ShopPages {
    private static final String FRAME = """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Book shop</title></head>
            <body>
            %s
            <p><a href="/">Shop</a> · <a href="/events">What Convert was told</a></p>
            </body>
            </html>
            """;

    private ShopPages() {}

    static String shop(Context visitor) {
        return page("""
                <h1>%s</h1>
                <p>Checkout with <b>%s</b>, for visitor %s.</p>
                <form method="post" action="/buy"><button>Buy a book with %s</button></form>
                """.formatted(headline(visitor), pages(visitor), visitor.getVisitorId(), provider(visitor)));
    }

    static String bought(Context visitor) {
        var purchase = visitor.trackConversion("purchase", 49.99);
        return page("<h1>Thank you</h1><p>The purchase is <b>%s</b>.</p>".formatted(purchase.getStatus()));
    }

    static String events(List<String> arrived) {
        return page(arrived.stream()
                .map(body -> "<pre>" + escaped(body) + "</pre>")
                .collect(Collectors.joining("\n", "<h1>What Convert was told</h1>\n", "")));
    }

    private static String headline(Context visitor) {
        return variation(visitor, "headline").equals("question") ? "What will you read next?" : "All books, one shop";
    }

    private static String pages(Context visitor) {
        return variation(visitor, "checkout").equals("one-page") ? "one page" : "three pages";
    }

    private static String variation(Context visitor, String experience) {
        return visitor.runExperience(experience)
                .map(ExperienceResult::getVariationKey)
                .orElse("");
    }

    private static String provider(Context visitor) {
        return visitor.runFeature("express-pay")
                .map(feature -> feature.getVariables().getString("provider", "a card"))
                .orElse("a card");
    }

    private static String page(String content) {
        return FRAME.formatted(content);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
