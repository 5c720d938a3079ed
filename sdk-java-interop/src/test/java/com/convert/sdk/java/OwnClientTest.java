package com.convert.sdk.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.error.ConfigLoadException;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** The application's own client of the JDK's, over real TLS. */
@Tag("slow")
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class OwnClientTest {
    private static final HeldCertificate CERTIFICATE =
            new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();

    private final LinkedBlockingQueue<List<String>> asked = new LinkedBlockingQueue<>();
    private HttpsServer server;

    @BeforeEach
    void start() throws IOException {
        var tls =
                new HandshakeCertificates.Builder().heldCertificate(CERTIFICATE).build();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls.sslContext()));
        server.createContext("/", exchange -> {
            try (exchange) {
                var headers = exchange.getRequestHeaders();
                asked.add(List.of(
                        exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                        headers.getFirst("User-Agent"),
                        String.valueOf(headers.getFirst("Authorization"))));
                exchange.getRequestBody().readAllBytes();
                var body = Projects.SHOP.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    @DisplayName("one line makes a transport of it, which loads and delivers as the SDK's own does")
    void oneLine() throws Exception {
        var config = SdkConfig.builder().sdkKey("1001/2002").build();
        try (var core = new Core(config, Transport.over(client().build(), settings())).initialize()) {
            assertTrue(core.isReady());
        }
        assertEquals(
                List.of("GET /api/v1/config/1001/2002", "ConvertAgent/1.0", "Bearer a-secret"),
                asked.poll(10, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("what goes wrong is told as it is of the SDK's own, and the client stays open")
    void failing() {
        var client = HttpClient.newHttpClient();
        var core = new Core(SdkConfig.builder().sdkKey("1001/2002").build(), Transport.over(client, settings()));
        var failure = assertThrows(ConfigLoadException.class, core::initialize);
        assertTrue(failure.getMessage().contains("the server's certificate is not trusted"), failure.getMessage());
        core.close();
    }

    @Test
    @DisplayName("the transport can be used by itself, and a closed one sends nothing")
    void byItself() {
        var transport = Transport.over(client().build());
        transport.close();
        transport.close();
    }

    @Test
    @DisplayName("a client that follows redirects is refused")
    void redirecting() {
        var following = client().followRedirects(Redirect.ALWAYS).build();
        assertThrows(IllegalArgumentException.class, () -> Transport.over(following, settings()));
    }

    private static HttpClient.Builder client() {
        var trusted = new HandshakeCertificates.Builder()
                .addTrustedCertificate(CERTIFICATE.certificate())
                .build();
        return HttpClient.newBuilder().sslContext(trusted.sslContext());
    }

    private TransportConfig settings() {
        var url = "https://localhost:" + server.getAddress().getPort();
        return TransportConfig.builder()
                .baseUrl(url)
                .trackBaseUrl(url + "/[project_id]/v1")
                .authSecret("a-secret")
                .build();
    }
}
