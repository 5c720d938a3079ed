package com.convert.sdk.examples.spring;

import com.convert.sdk.java.Context;
import com.convert.sdk.java.ConversionOptions;
import com.convert.sdk.result.ExperienceResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a customer sees: a headline, a checkout of one page or three, a button to pay with. */
@RestController
class ShopPages {
    @GetMapping("/")
    String shop(Context visitor) {
        return Page.of("""
                <h1>%s</h1>
                <p>Checkout with <b>%s</b>, for visitor %s.</p>
                <form method="post" action="/buy"><button>Buy a book with %s</button></form>
                """.formatted(headline(visitor), pages(visitor), visitor.getVisitorId(), provider(visitor)));
    }

    @PostMapping("/buy")
    String buy(Context visitor) {
        var purchase = visitor.trackConversion(
                "purchase", ConversionOptions.builder().revenue(49.99).build());
        return Page.of("<h1>Thank you</h1><p>The purchase is <b>%s</b>.</p>".formatted(purchase.getStatus()));
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
                .map(feature -> feature.getVariables().getString("provider"))
                .orElse("a card");
    }
}
