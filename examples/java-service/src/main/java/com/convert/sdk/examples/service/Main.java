package com.convert.sdk.examples.service;

import com.convert.sdk.java.Core;
import com.convert.sdk.java.SdkConfig;
import com.convert.sdk.java.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Starts the shop. With {@code CONVERT_SDK_KEY} it serves that project; without, a sample whose events go to a stand-in
 * in this process. {@code PORT} is 8080 unless set.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
        var port = Integer.parseInt(Optional.ofNullable(System.getenv("PORT")).orElse("8080"));
        var standIn = new StandIn();
        var core = core(Optional.ofNullable(System.getenv("CONVERT_SDK_KEY")), standIn)
                .initialize();
        var shop = new ShopService(core, standIn::arrived, new InetSocketAddress(port));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println(stop(shop)), "stop"));
        shop.start();
        System.out.println("Open http://localhost:" + shop.port() + "/ and stop with Ctrl-C");
    }

    private static String stop(ShopService shop) {
        return "Stopped; events that could not be delivered: " + shop.stop().getEventsLeft();
    }

    private static Core core(Optional<String> sdkKey, StandIn standIn) {
        // The service closes the SDK itself, when the last request is answered.
        var settings =
                SdkConfig.builder().autoFlushInterval(Duration.ofSeconds(1)).flushOnShutdown(false);
        if (sdkKey.isPresent()) {
            return new Core(settings.sdkKey(sdkKey.get()).build());
        }
        var sample = settings.data(Main.class.getResourceAsStream("/shop.json")).build();
        return new Core(sample, Transport.blocking(standIn, Runnable::run));
    }
}
