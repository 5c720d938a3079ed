package com.convert.sdk.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.convert.sdk.spring.shop.Service;
import com.convert.sdk.spring.shop.Shop;
import org.springframework.boot.WebApplicationType;

class ActuatorTest {
    private static final String EXPOSED = "management.endpoints.web.exposure.include=health,metrics,convert";
    private static final String DETAILS = "management.endpoint.health.show-details=always";

    private final Service service = new Service();

    @EachServer
    void healthIsUpWithTheSourceAndAgeOfTheConfiguration(WebApplicationType type) {
        try (var shop = Shop.open(type, service, EXPOSED, DETAILS)) {
            var health = shop.get("/actuator/health/convert");
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body())
                    .contains("\"status\":\"UP\"", "\"source\":\"remote\"", "\"state\":\"ready\"")
                    .containsPattern("\"ageSeconds\":\\d+")
                    .doesNotContain("1001", "2001");
        }
    }

    @EachServer
    void healthIsDownOnlyWithoutAConfiguration(WebApplicationType type) {
        var slow = new String[] {EXPOSED, DETAILS, "convert.startup=background"};
        try (var shop = Shop.open(type, service.failing(503), slow)) {
            var health = shop.get("/actuator/health/convert");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("\"status\":\"DOWN\"").doesNotContain("1001", "2001", "source");
        }
    }

    @EachServer
    void metersAreReadOverHttp(WebApplicationType type) {
        try (var shop = Shop.open(type, service, EXPOSED)) {
            shop.get("/checkout");
            assertThat(shop.get("/actuator/metrics/convert.decisions").body())
                    .containsPattern("\"statistic\":\"COUNT\",\"value\":1.0");
            assertThat(shop.get("/actuator/metrics/convert.variations").statusCode())
                    .isEqualTo(404);
        }
    }

    @EachServer
    void variationsAreCountedWhenAskedFor(WebApplicationType type) {
        try (var shop = Shop.open(type, service, EXPOSED, "convert.metrics.variations=10")) {
            shop.get("/sale", "X-Country", "US");
            String meter;
            do {
                // Counted by a listener, a moment later.
                meter = shop.get("/actuator/metrics/convert.variations").body();
            } while (meter.isEmpty() || !meter.contains("COUNT"));
            assertThat(meter).contains("loud");
        }
    }

    @EachServer
    void theEndpointTellsNumbersAndNoNames(WebApplicationType type) {
        try (var shop = Shop.open(type, service, EXPOSED)) {
            shop.get("/checkout", "Cookie", "convert_visitor=ann");
            assertThat(shop.get("/actuator/convert").body())
                    .contains("\"state\":\"ready\"", "\"source\":\"remote\"", "\"experiences\":2", "\"decisions\":1")
                    .contains("\"queued\":1")
                    .doesNotContain("ann", "checkout", "1001", "2001", "3001");
        }
    }

    @EachServer
    void theEndpointIsOffUnlessExposed(WebApplicationType type) {
        try (var shop = Shop.open(type, service)) {
            assertThat(shop.get("/actuator/convert").statusCode()).isEqualTo(404);
            assertThat(shop.get("/actuator/health").statusCode()).isEqualTo(200);
        }
    }
}
