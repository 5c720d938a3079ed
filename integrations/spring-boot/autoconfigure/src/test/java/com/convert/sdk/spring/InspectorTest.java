package com.convert.sdk.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.convert.sdk.spring.shop.Service;
import com.convert.sdk.spring.shop.Shop;
import java.util.Iterator;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class InspectorTest {
    private static final String ON = "convert.inspector.enabled=true";
    private static final String PAGE = "/convert/inspector";

    private final Service service = new Service();

    @EachServer
    void thereIsNoPageUnlessItIsSwitchedOn(WebApplicationType type) {
        try (var shop = Shop.open(type, service)) {
            assertThat(shop.get(PAGE + "/").statusCode()).isEqualTo(404);
        }
    }

    @EachServer
    void browsersOnThisMachineSeeItAndNobodyThroughAProxy(WebApplicationType type) {
        try (var shop = Shop.open(type, service, ON)) {
            assertThat(shop.get(PAGE + "/").body()).contains("<title>");
            assertThat(shop.get(PAGE).headers().firstValue("Location")).contains("inspector/");
            assertThat(shop.get(PAGE + "/app.js").headers().firstValue("Content-Security-Policy"))
                    .isPresent();
            assertThat(shop.get(PAGE + "/state").body()).contains("\"state\":\"ready\"");
            assertThat(shop.get(PAGE + "/state", "X-Forwarded-For", "203.0.113.9")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(shop.get("/checkout").body()).isIn("one-page", "three-pages");
        }
    }

    @EachServer
    void itIsWhereTheApplicationWantsItForWhomItsGuardAdmits(WebApplicationType type) {
        var path = "convert.inspector.path=/internal/convert";
        try (var shop = Shop.open(type, service, List.of(Staff.class), ON, path)) {
            assertThat(shop.get("/internal/convert/", "X-Staff", "yes", "X-Forwarded-For", "203.0.113.9")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(shop.get("/internal/convert/").statusCode()).isEqualTo(404);
            assertThat(shop.get("/internal/convert/events", "X-Staff", "no").statusCode())
                    .isEqualTo(404);
            assertThat(shop.get("/internal/convert/", "X-Staff", "down").statusCode())
                    .isEqualTo(404);
            assertThat(shop.get(PAGE + "/", "X-Staff", "yes").statusCode()).isEqualTo(404);
        }
    }

    @EachServer
    void itIsBelowTheContextPathOfTheApplication(WebApplicationType type) {
        var below = type == WebApplicationType.SERVLET ? "server.servlet.context-path" : "spring.webflux.base-path";
        try (var shop = Shop.open(type, service, ON, below + "=/books")) {
            assertThat(shop.get("/books" + PAGE + "/state").body()).contains("\"state\":\"ready\"");
        }
    }

    @EachServer
    void itExplainsAndSaysNothingOfWhoWasAskedAbout(WebApplicationType type) {
        try (var shop = Shop.open(type, service, ON)) {
            var answer = shop.postJson(PAGE + "/explain", "{\"key\":\"checkout\",\"visitor\":\"ann-the-visitor\"}");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("checkout").doesNotContain("ann-the-visitor");
            assertThat(shop.post(PAGE + "/explain").statusCode()).isEqualTo(403);
        }
    }

    @EachServer
    void itStreamsWhatHappensAndEndsTheStreamOfAnOpenPageWhenTheApplicationStops(WebApplicationType type) {
        Iterator<String> lines;
        try (var shop = Shop.open(type, service, ON)) {
            lines = shop.lines(PAGE + "/events");
            upTo(lines, "\"heard_decisions\":0");
            shop.get("/checkout", "Cookie", "convert_visitor=ann-the-visitor");
            assertThat(upTo(lines, "\"heard_decisions\":1")).doesNotContain("ann-the-visitor");
        }
        // One that is cut off when the time of a graceful shutdown is over fails here.
        lines.forEachRemaining(line -> {});
    }

    @EachServer
    void aVariationThatIsForcedOnThePageIsWhatThisBrowserGetsWithoutATrace(WebApplicationType type) {
        try (var shop = Shop.open(type, service, ON)) {
            var answer = shop.postJson(PAGE + "/preview", "{\"experience\":\"3001\",\"variation\":\"3102\"}");
            var cookie = Shop.cookieOf(answer);
            assertThat(cookie).isEqualTo("convert_preview=3001.3102");
            assertThat(shop.get("/checkout", "Cookie", cookie).body()).isEqualTo("one-page");
        }
        assertThat(service.events()).isEmpty();
    }

    @EachServer
    void withoutThePageSuchACookieCountsForNothing(WebApplicationType type) {
        try (var shop = Shop.open(type, service)) {
            shop.get("/checkout", "Cookie", "convert_preview=3001.3102; convert_visitor=ann");
        }
        assertThat(service.visitorsOf("bucketing")).containsExactly("ann");
    }

    @EachServer
    void whereForwardedHeadersCountItWantsAGuardOfTheApplication(WebApplicationType type) {
        var forwarded = "server.forward-headers-strategy=framework";
        assertThatThrownBy(() -> Shop.open(type, service, ON, forwarded))
                .rootCause()
                .hasMessageContaining("ConvertInspectorGuard");
        Shop.open(type, service, List.of(LoggedIn.class), ON, forwarded).close();
    }

    /** The first line that holds the text. */
    private static String upTo(Iterator<String> lines, String text) {
        var line = lines.next();
        while (!line.contains(text)) line = lines.next();
        return line;
    }

    @Configuration(proxyBeanMethods = false)
    static class LoggedIn {
        // docs: spring-inspector-guard
        @Bean
        ConvertInspectorGuard convertInspectorGuard() {
            return request -> request.principal().isPresent();
        }
        // end
    }

    @Configuration(proxyBeanMethods = false)
    static class Staff {
        @Bean
        ConvertInspectorGuard staff() {
            return request -> switch (request.header("X-Staff").orElse("no")) {
                case "yes" -> true;
                case "down" -> throw new IllegalStateException("the directory of the staff is down");
                default -> false;
            };
        }
    }
}
