package consumer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Stands for Convert's servers: gives a configuration, takes events, over TLS on the loopback interface. Its certificate
 * is in the file that the JVM trusts by {@code javax.net.ssl.trustStore}.
 */
public final class LocalService implements AutoCloseable {
    private static final String PROJECT = "{\"account_id\":\"1\",\"project\":{\"id\":\"2\"},"
            + "\"goals\":[{\"id\":\"9\",\"key\":\"purchase\"}],"
            + "\"features\":[{\"id\":\"7\",\"key\":\"express\",\"variables\":[{\"key\":\"steps\",\"type\":\"integer\"}]}],"
            + "\"experiences\":[{\"id\":\"3\",\"key\":\"checkout\",\"variations\":[{\"id\":\"4\",\"key\":\"one-page\","
            + "\"changes\":[{\"id\":\"5\",\"type\":\"fullStackFeature\","
            + "\"data\":{\"feature_id\":\"7\",\"variables_data\":{\"steps\":\"3\"}}}]}]}]}";

    private final HttpsServer server;
    private final Queue<String> tracked = new ConcurrentLinkedQueue<>();

    public LocalService() throws Exception {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls()));
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "https://localhost:" + server.getAddress().getPort();
    }

    /** How often the events that were delivered hold a text. */
    public int count(String text) {
        return tracked.stream().mapToInt(body -> body.split(text, -1).length - 1).sum();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (exchange.getRequestMethod().equals("POST")) {
            tracked.add(body);
        }
        var answer = PROJECT.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static SSLContext tls() throws Exception {
        var file = Path.of(System.getProperty("javax.net.ssl.trustStore"));
        var password = System.getProperty("javax.net.ssl.trustStorePassword").toCharArray();
        var store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
