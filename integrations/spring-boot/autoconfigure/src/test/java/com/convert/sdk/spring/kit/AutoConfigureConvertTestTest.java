package com.convert.sdk.spring.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.convert.sdk.java.Core;
import com.convert.sdk.spring.shop.ShopApplication;
import com.convert.sdk.spring.test.AutoConfigureConvertTest;
import com.convert.sdk.test.ConvertTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
        classes = ShopApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "spring.main.web-application-type=servlet")
@AutoConfigureConvertTest(
        project = "shop.json",
        variations = {"checkout=one-page", "sale=loud"},
        features = "express-pay:provider=Test Bank")
class AutoConfigureConvertTestTest {
    @Autowired
    ConvertTest convert;

    @Autowired
    Core core;

    @LocalServerPort
    int port;

    @Test
    void theApplicationDecidesWithTheVariationsOfTheTestAndNeedsNoKey() throws Exception {
        assertThat(get("/checkout?user=ann")).isEqualTo("one-page");
        assertThat(get("/sale?user=ann")).isEqualTo("loud");
        assertThat(get("/pay?user=ann")).isEqualTo("Test Bank");
        convert.getRecorded().of("ann").assertExposure("checkout", "one-page");
        convert.getRecorded().of("bob").assertNothing();
    }

    @Test
    void theInstanceOfTheApplicationIsThatOfTheTest() {
        assertThat(core).isSameAs(convert.getJavaCore());
    }

    private String get(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
