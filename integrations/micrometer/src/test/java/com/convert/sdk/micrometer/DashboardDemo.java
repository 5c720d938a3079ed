package com.convert.sdk.micrometer;

import com.convert.sdk.event.LifecycleEvent;
import com.convert.sdk.fixture.JavaTransport;
import com.convert.sdk.fixture.ScriptedTransport;
import com.convert.sdk.java.BlockingDataStore;
import com.convert.sdk.java.Core;
import com.convert.sdk.java.DataStore;
import com.convert.sdk.java.RefreshConfig;
import com.convert.sdk.java.SdkConfig;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import kotlin.time.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * Four minutes of a shop with troubles, for the picture of the dashboard: the service takes no events in the second
 * minute, hands out no configuration from the middle of it on, and the data store fails for half of the third. Serves
 * what Prometheus scrapes on the port that is given.
 */
final class DashboardDemo {
    private static final String SHOP = """
            { "account_id": "1001", "project": { "id": "2001" },
              "experiences": [
                { "id": "3001", "key": "checkout", "variations": [
                  { "id": "3101", "key": "three-pages", "traffic_allocation": 70 },
                  { "id": "3102", "key": "one-page", "traffic_allocation": 30 } ] } ] }
            """;
    private static final long SECONDS = 240;

    private DashboardDemo() {}

    public static void main(String[] args) throws IOException {
        var service = new ScriptedTransport(TimeSource.Monotonic.INSTANCE, false);
        var store = new FailingStore();
        var settings = SdkConfig.builder()
                .sdkKey("1001/2001")
                .autoFlushInterval(Duration.ofSeconds(1))
                .maxQueueSize(5_000)
                .refresh(RefreshConfig.builder()
                        .interval(Duration.ofSeconds(5))
                        .jitter(Duration.ZERO)
                        .backoffMax(Duration.ofSeconds(20))
                        .build())
                .dataStore(DataStore.blocking(store, Runnable::run))
                .build();
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var server = serve(registry, Integer.parseInt(args[0]));
        try (var core = new Core(settings, new JavaTransport(service))) {
            ConvertMetrics.builder(core).byVariation(10).build().bindTo(registry);
            core.on(LifecycleEvent.Bucketing.class, event -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(12)));
            service.getConfigs().serve(SHOP);
            core.initialize();
            var start = System.nanoTime();
            for (var visitor = 0; ; visitor++) {
                var second = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
                if (second >= SECONDS) break;
                service.getTracking().alwaysStatus(second >= 60 && second < 120 ? 503 : 200);
                service.getConfigs().serve(second >= 90 && second < 150 ? null : SHOP);
                store.isDown = second >= 150 && second < 180;
                core.createContext("visitor-" + visitor).runExperience("checkout");
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(second % 40 < 20 ? 10 : 7));
            }
        }
        server.stop(0);
    }

    private static HttpServer serve(PrometheusMeterRegistry registry, int port) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/metrics", exchange -> {
            try (exchange) {
                var body = registry.scrape().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        return server;
    }

    private static final class FailingStore implements BlockingDataStore {
        private final Map<String, Object> values = new ConcurrentHashMap<>();

        volatile boolean isDown;

        @Override
        public Optional<Object> get(String key) {
            check();
            return Optional.ofNullable(values.get(key));
        }

        @Override
        public void set(String key, Object value, @Nullable Duration timeToLive) {
            check();
            values.put(key, value);
        }

        @Override
        public boolean has(String key) {
            check();
            return values.containsKey(key);
        }

        @Override
        public void delete(String key) {
            check();
            values.remove(key);
        }

        private void check() {
            if (isDown) throw new IllegalStateException("the store is down");
        }
    }
}
