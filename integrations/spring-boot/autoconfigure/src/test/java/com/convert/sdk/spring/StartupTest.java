package com.convert.sdk.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.convert.sdk.CoreState;
import com.convert.sdk.error.ConfigLoadException;
import com.convert.sdk.event.LifecycleEvent;
import com.convert.sdk.java.Core;
import com.convert.sdk.spring.shop.Service;
import com.convert.sdk.spring.shop.Shop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.WebApplicationType;

class StartupTest {
    private final Service service = new Service();

    @EachServer
    void waitingTheApplicationStartsWithTheConfigurationThatCameAtTheSecondAttempt(WebApplicationType type) {
        try (var shop = Shop.open(type, service.failing(503, 1), "convert.startup-timeout=1m")) {
            assertThat(shop.get("/checkout").body()).isIn("one-page", "three-pages");
        }
    }

    @EachServer
    void waitingItStartsWhenTheTimeIsOverAndDecidesWhenTheServiceIsBack(WebApplicationType type) {
        try (var shop = Shop.open(type, service.failing(503), "convert.startup-timeout=0s")) {
            var answer = shop.get("/checkout");
            assertThat(answer.body()).isEqualTo("as ever");
            assertThat(Shop.cookieOf(answer)).isEmpty();
            assertThat(shop.get("/pay").body()).isEqualTo("card");
            assertThat(shop.bean(ContextFactory.class).create("ann").runExperience("checkout"))
                    .isEmpty();
            service.recover();
            awaitReady(shop.core());
            assertThat(shop.get("/checkout").body()).isIn("one-page", "three-pages");
        }
        assertThat(service.events()).hasSize(1);
    }

    @EachServer
    void waitingARefusedKeyDoesNotHoldTheApplicationUp(WebApplicationType type) {
        try (var shop = Shop.open(type, service.failing(404), "convert.startup-timeout=1m")) {
            assertThat(shop.get("/checkout").body()).isEqualTo("as ever");
        }
    }

    @EachServer
    void inTheBackgroundItStartsAtOnceAndDecidesWhenTheServiceIsThere(WebApplicationType type) {
        try (var shop = Shop.open(type, service.failing(503), "convert.startup=background")) {
            assertThat(shop.get("/checkout").body()).isEqualTo("as ever");
            service.recover();
            awaitReady(shop.core());
            assertThat(shop.get("/checkout").body()).isIn("one-page", "three-pages");
        }
    }

    @EachServer
    void failingItDoesNotStartWithoutAConfigurationAndSaysWhy(WebApplicationType type) {
        assertThatThrownBy(() ->
                        Shop.open(type, service.failing(503), "convert.startup=fail", "convert.startup-timeout=0s"))
                .hasRootCauseInstanceOf(ConfigLoadException.class);
    }

    @EachServer
    void failingARefusedKeyFailsAtOnce(WebApplicationType type) {
        assertThatThrownBy(() ->
                        Shop.open(type, service.failing(404), "convert.startup=fail", "convert.startup-timeout=1m"))
                .rootCause()
                .isInstanceOfSatisfying(
                        ConfigLoadException.class,
                        failure -> assertThat(failure.getStatusCode()).isEqualTo(404));
    }

    private static void awaitReady(Core core) {
        var ready = new CompletableFuture<Void>();
        var subscription = core.on(LifecycleEvent.Ready.class, event -> ready.complete(null));
        if (!(core.getState() instanceof CoreState.Ready))
            ready.orTimeout(30, TimeUnit.SECONDS).join();
        subscription.close();
    }
}
