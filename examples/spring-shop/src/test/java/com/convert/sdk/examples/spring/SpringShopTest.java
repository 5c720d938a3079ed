package com.convert.sdk.examples.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class SpringShopTest {
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private ConfigurableApplicationContext shop;
    private StandIn standIn;

    @BeforeEach
    void open() {
        shop = SpringApplication.run(SpringShop.class, "--server.port=0", "--server.address=127.0.0.1");
        standIn = shop.getBean(StandIn.class);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    @DisplayName("a customer clicks through, buys once, and Convert is told of two exposures and one purchase")
    void purchase() throws Exception {
        var page = get("/");
        assertTrue(page.contains("Checkout with"), page);
        assertEquals(page, get("/"));
        assertTrue(post("/buy").contains("<b>queued</b>"));
        assertTrue(post("/buy").contains("<b>deduplicated</b>"));
        shop.close();
        var told = String.join("\n", standIn.arrived());
        assertEquals(2, told.split("\"eventType\":\"bucketing\"", -1).length - 1, told);
        assertEquals(1, told.split("\"eventType\":\"conversion\"", -1).length - 1, told);
    }

    @Test
    @DisplayName("the preview link shows the checkout on one page and leaves no trace")
    void preview() throws Exception {
        var page = get("/?convert_preview=3002.3202");
        assertTrue(page.contains("<b>one page</b>") && page.contains("QuickPay"), page);
        shop.close();
        assertTrue(standIn.arrived().isEmpty());
    }

    @Test
    @DisplayName("what arrived is shown")
    void events() throws Exception {
        get("/");
        while (standIn.arrived().isEmpty()) Thread.onSpinWait();
        assertTrue(get("/events").contains("\"eventType\":\"bucketing\""));
        assertTrue(get("/convert/inspector/state").contains("\"state\":\"ready\""));
    }

    private String get(String path) throws Exception {
        return send(request(path).GET());
    }

    private String post(String path) throws Exception {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path) {
        var port = shop.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private String send(HttpRequest.Builder request) throws Exception {
        return browser.send(request.build(), BodyHandlers.ofString()).body();
    }
}
