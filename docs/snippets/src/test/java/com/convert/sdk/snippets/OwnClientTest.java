package com.convert.sdk.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.convert.sdk.error.ConfigLoadException;
import com.convert.sdk.java.Core;
import com.convert.sdk.java.SdkConfig;
import com.convert.sdk.java.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class OwnClientTest {
    @Test
    @DisplayName("the JDK's own client, through a proxy")
    void proxied() throws Exception {
        try (var proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var asked = CompletableFuture.supplyAsync(() -> refuse(proxy));
            var address = new InetSocketAddress(proxy.getInetAddress(), proxy.getLocalPort());
            var config = SdkConfig.builder().sdkKey("key").build();
            // docs: config-own-client-java
            var client = HttpClient.newBuilder()
                    .proxy(ProxySelector.of(address))
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
            var core = new Core(config, Transport.over(client));
            // end
            try (core) {
                assertThrows(ConfigLoadException.class, core::initialize);
            }
            assertEquals("CONNECT cdn-4.convertexperiments.com:443 HTTP/1.1", asked.get());
        }
    }

    /** Opens no tunnel to the one that it is asked for. */
    private static String refuse(ServerSocket proxy) {
        try (var client = proxy.accept()) {
            var asked = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            var line = asked.readLine();
            var answer = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n";
            client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
