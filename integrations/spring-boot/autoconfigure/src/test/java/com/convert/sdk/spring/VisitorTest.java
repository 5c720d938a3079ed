package com.convert.sdk.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.convert.sdk.spring.shop.Service;
import com.convert.sdk.spring.shop.Shop;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.WebApplicationType;

class VisitorTest {
    private static final String VISITOR = "[0-9a-f-]{36}";

    private final Service service = new Service();

    @EachServer
    void aVisitorIsRecognisedByACookieKeepsTheVariationAndIsReportedOnce(WebApplicationType type) {
        try (var shop = Shop.open(type, service)) {
            var first = shop.get("/checkout");
            assertThat(attributes(first.headers().firstValue("Set-Cookie").orElseThrow()))
                    .anyMatch(it -> it.matches("convert_visitor=" + VISITOR))
                    .contains("max-age=31536000", "path=/", "httponly", "samesite=lax")
                    .doesNotContain("secure");
            var second = shop.get("/checkout", "Cookie", Shop.cookieOf(first));
            assertThat(second.body()).isEqualTo(first.body()).isIn("one-page", "three-pages");
            assertThat(Shop.cookieOf(second)).isEmpty();
        }
        assertThat(service.visitorsOf("bucketing")).hasSize(1);
    }

    @EachServer
    void aPageThatAsksForNobodySetsNoCookie(WebApplicationType type) {
        try (var shop = Shop.open(type, service)) {
            assertThat(Shop.cookieOf(shop.get("/about"))).isEmpty();
        }
    }

    @EachServer
    void twoArgumentsOfARequestAreOneContext(WebApplicationType type) {
        try (var shop = Shop.open(type, service)) {
            assertThat(shop.get("/visitor").body()).matches(VISITOR);
        }
    }

    @EachServer
    void theCookieIsAsTheSettingsSay(WebApplicationType type) {
        var settings = new String[] {
            "convert.cookie.name=who",
            "convert.cookie.max-age=1d",
            "convert.cookie.domain=shop.example",
            "convert.cookie.path=/checkout",
            "convert.cookie.http-only=false",
            "convert.cookie.same-site=none"
        };
        try (var shop = Shop.open(type, service, settings)) {
            var cookie =
                    shop.get("/checkout").headers().firstValue("Set-Cookie").orElseThrow();
            assertThat(attributes(cookie))
                    .contains("max-age=86400", "domain=shop.example", "path=/checkout", "secure", "samesite=none")
                    .doesNotContain("httponly")
                    .anyMatch(it -> it.startsWith("who="));
        }
    }

    @EachServer
    void whatIsNoVisitorsIdInTheCookieIsReplaced(WebApplicationType type) {
        try (var shop = Shop.open(type, service)) {
            for (var value : List.of("", "a/b", "x".repeat(129), "%0d%0a")) {
                var answer = shop.get("/visitor", "Cookie", "convert_visitor=" + value);
                assertThat(answer.body()).matches(VISITOR);
                assertThat(Shop.cookieOf(answer)).isEqualTo("convert_visitor=" + answer.body());
            }
        }
    }

    @EachServer
    void aVisitorWhomTheApplicationNamesNeedsNoCookie(WebApplicationType type) {
        try (var shop = Shop.open(type, service)) {
            var answer = shop.get("/visitor?user=ann");
            assertThat(answer.body()).isEqualTo("ann");
            assertThat(Shop.cookieOf(answer)).isEmpty();
            assertThat(Shop.cookieOf(shop.get("/visitor?user="))).isNotEmpty();
        }
    }

    @EachServer
    void attributesOfTheRequestAreWhatAudiencesSee(WebApplicationType type) {
        try (var shop = Shop.open(type, service)) {
            assertThat(shop.get("/sale", "X-Country", "US").body()).isEqualTo("loud");
            assertThat(shop.get("/sale", "X-Country", "CH").body()).isEqualTo("as ever");
        }
    }

    @EachServer
    void aPreviewLinkShowsItsVariationAndLeavesNoTrace(WebApplicationType type) {
        try (var shop = Shop.open(type, service)) {
            assertThat(shop.get("/checkout?convert_preview=3001.3101").body()).isEqualTo("three-pages");
            assertThat(shop.get("/checkout?convert_preview=3001.3102").body()).isEqualTo("one-page");
            assertThat(shop.get("/sale?convert_preview=3002.3201").body()).isEqualTo("loud");
            assertThat(shop.post("/buy?convert_preview=3001.3102").body()).isEqualTo("preview");
        }
        assertThat(service.events()).isEmpty();
    }

    @EachServer
    void aPreviewLinkThatNamesNothingDecidesAsEver(WebApplicationType type) {
        try (var shop = Shop.open(type, service)) {
            for (var link : List.of("", "1", "1.2.3", "a.b", "3001.9", "999999.1")) {
                var page = shop.get("/sale?convert_preview=" + link, "X-Country", "CH");
                assertThat(page.body()).isEqualTo("as ever");
            }
        }
    }

    @EachServer
    void aSiteCanDoWithoutPreviewLinks(WebApplicationType type) {
        try (var shop = Shop.open(type, service, "convert.preview.enabled=false")) {
            assertThat(shop.get("/sale?convert_preview=3002.3201").body()).isEqualTo("as ever");
        }
    }

    @EachServer
    void withoutConsentThereIsNoCookieNoVariationAndNoEvent(WebApplicationType type) {
        try (var shop = Shop.open(type, service)) {
            var refused = new String[] {"Cookie", "consent=no; convert_visitor=ann", "X-Country", "US"};
            var answers = List.of(
                    shop.get("/checkout", refused),
                    shop.get("/sale", refused),
                    shop.get("/pay", refused),
                    shop.post("/buy", refused));
            assertThat(answers).allMatch(answer -> Shop.cookieOf(answer).isEmpty());
            assertThat(answers.subList(0, 3)).extracting(it -> it.body()).containsExactly("as ever", "as ever", "card");
            assertThat(answers.get(3).body()).isNotEqualTo("queued");
            shop.get("/checkout", "Cookie", "convert_visitor=bob");
        }
        assertThat(service.events()).containsExactly(new Service.Event("bob", "bucketing"));
    }

    @EachServer
    void aPreviewNeedsNoConsent(WebApplicationType type) {
        try (var shop = Shop.open(type, service)) {
            var answer = shop.get("/checkout?convert_preview=3001.3102", "Cookie", "consent=no");
            assertThat(answer.body()).isEqualTo("one-page");
            assertThat(Shop.cookieOf(answer)).isEmpty();
        }
        assertThat(service.events()).isEmpty();
    }

    /** In small letters: Netty has its own opinion of them. */
    private static List<String> attributes(String cookie) {
        return List.of(cookie.toLowerCase(Locale.ROOT).split("; *"));
    }
}
