package com.convert.sdk.spring.shop;

import com.convert.sdk.java.Context;
import com.convert.sdk.java.ConversionOptions;
import com.convert.sdk.result.ExperienceResult;
import com.convert.sdk.spring.AttributesProvider;
import com.convert.sdk.spring.ConsentPolicy;
import com.convert.sdk.spring.VisitorResolver;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The shop; the same one with MVC and with WebFlux. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ShopApplication.Pages.class, CheckoutPage.class, Gate.class})
public class ShopApplication {
    @Bean
    VisitorResolver visitorResolver() {
        return request -> request.parameter("user");
    }

    @Bean
    ConsentPolicy consentPolicy() {
        return request -> !request.cookie("consent").equals(Optional.of("no"));
    }

    @Bean
    AttributesProvider attributesProvider() {
        return request -> Map.of("country", request.header("X-Country").orElse("none"));
    }

    /** Of its own: those that all share go when the first of several shops closes. */
    @Bean
    ReactorResourceFactory reactorResources() {
        var resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setShutdownQuietPeriod(Duration.ZERO);
        return resources;
    }

    /** Its pages. */
    @RestController
    static class Pages {
        private final Gate gate;

        Pages(Gate gate) {
            this.gate = gate;
        }

        @GetMapping("/checkout")
        String checkout(Context context) {
            return variation(context, "checkout");
        }

        @GetMapping("/sale")
        String sale(Context context) {
            return variation(context, "sale");
        }

        @GetMapping("/pay")
        String pay(Context context) {
            return context.runFeature("express-pay")
                    .map(feature -> feature.getVariables().getString("provider"))
                    .orElse("card");
        }

        @GetMapping("/visitor")
        String visitor(Context context, Context again) {
            return context == again ? context.getVisitorId() : "two contexts";
        }

        @GetMapping("/about")
        String about() {
            return "about us";
        }

        @PostMapping("/buy")
        String buy(Context context) {
            var purchase = ConversionOptions.builder().revenue(49.9).build();
            return context.trackConversion("purchase", purchase).getStatus().toString();
        }

        /** Answers only when the test lets it. */
        @PostMapping("/slow-buy")
        String slowBuy(Context context) {
            gate.pass();
            return buy(context);
        }

        private static String variation(Context context, String experience) {
            return context.runExperience(experience)
                    .map(ExperienceResult::getVariationKey)
                    .orElse("as ever");
        }
    }
}
