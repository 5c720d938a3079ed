package com.convert.sdk.examples.spring;

/** The frame around what a page says. */
final class Page {
    private static final String FRAME = """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Book shop</title></head>
            <body>
            %s
            <p><a href="/">Shop</a> · <a href="/events">What Convert was told</a> ·
            <a href="/convert/inspector/">The live page</a> ·
            <a href="/?convert_preview=3002.3202">Preview of the checkout on one page</a></p>
            </body>
            </html>
            """;

    private Page() {}

    static String of(String content) {
        return FRAME.formatted(content);
    }
}
