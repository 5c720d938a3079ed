package com.convert.sdk.benchmarks.tracking;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A tracking service on the loopback interface, over TLS with a certificate of its own that this JVM then trusts. */
final class TrackingService implements AutoCloseable {
    private static final String VISITOR = "\"visitorId\"";

    private final AtomicInteger events = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpsServer server;

    TrackingService() throws IOException {
        // Else the server holds the ends of its answers back, for 40 ms each.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        var certificate = new HeldCertificate.Builder()
                .commonName("localhost")
                .addSubjectAlternativeName("localhost")
                .build();
        trust(certificate);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var identity =
                new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        server.setHttpsConfigurator(new HttpsConfigurator(identity.sslContext()));
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    String url() {
        return "https://localhost:" + server.getAddress().getPort();
    }

    /** How many visitors' events have come; each visitor has one. */
    int events() {
        return events.get();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            for (var at = body.indexOf(VISITOR); at >= 0; at = body.indexOf(VISITOR, at + 1)) {
                events.incrementAndGet();
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static void trust(HeldCertificate certificate) throws IOException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("localhost", certificate.certificate());
            var file = Files.createTempFile("trust", ".p12");
            try (var out = Files.newOutputStream(file)) {
                store.store(out, "changeit".toCharArray());
            }
            file.toFile().deleteOnExit();
            System.setProperty("javax.net.ssl.trustStore", file.toString());
            System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
