package com.convert.sdk.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.convert.sdk.spring.shop.Service;
import com.convert.sdk.spring.shop.Shop;
import org.springframework.boot.WebApplicationType;

/** What docs/spring-boot.md shows, running. */
class PageTest {
    @EachServer
    void theControllerOfThePageDecidesAndTracks(WebApplicationType type) {
        var service = new Service();
        try (var shop = Shop.open(type, service)) {
            assertThat(shop.get("/pages", "Cookie", "convert_visitor=ann").body())
                    .isIn("one-page", "three-pages");
            assertThat(shop.post("/purchase", "Cookie", "convert_visitor=ann").body())
                    .isEqualTo("thank you");
        }
        assertThat(service.visitorsOf("conversion")).containsExactly("ann");
    }
}
