package consumer;

import com.convert.sdk.error.ConvertSdkException;
import com.convert.sdk.java.BlockingDataStore;
import com.convert.sdk.java.Context;
import com.convert.sdk.java.ConversionOptions;
import com.convert.sdk.java.Core;
import com.convert.sdk.java.DataStore;
import com.convert.sdk.java.SdkConfig;
import com.convert.sdk.java.Transport;
import com.convert.sdk.result.ExperienceResult;
import com.convert.sdk.transport.ConfigRequest;
import com.convert.sdk.transport.ConfigResponse;
import com.convert.sdk.transport.TrackingRequest;
import com.convert.sdk.transport.TrackingResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Decides, tracks and closes, through a store and a transport of its own. */
public final class Consumer {
    private static final String PROJECT =
            "{\"account_id\":\"1\",\"project\":{\"id\":\"2\"},\"goals\":[{\"id\":\"9\",\"key\":\"purchase\"}],"
                    + "\"experiences\":[{\"id\":\"3\",\"key\":\"checkout\","
                    + "\"variations\":[{\"id\":\"4\",\"key\":\"one-page\"}]}]}";

    public static void main(String[] args) {
        var transport = new CountingTransport();
        var settings = SdkConfig.builder()
                .data(PROJECT)
                .dataStore(DataStore.blocking(new MapStore(), Runnable::run))
                .closeTimeout(Duration.ofSeconds(2));
        try (var core = new Core(settings.build(), transport)) {
            core.initialize();
            use(core.createContext("visitor-1", Map.of("country", "US")));
        }
        require(transport.events.get() == 2, "expected 2 events, was " + transport.events);
        try {
            SdkConfig.builder().build();
            require(false, "settings without a key or data were taken");
        } catch (ConvertSdkException expected) {
            System.out.println("On JDK " + Runtime.version().feature() + ", on the class path: all is well");
        }
    }

    private static void use(Context context) {
        Optional<ExperienceResult> result = context.runExperience("checkout");
        require(result.orElseThrow().getVariationKey().equals("one-page"), "a variation");
        var options = ConversionOptions.builder().revenue(9.99).build();
        CompletableFuture<Boolean> tracked =
                context.trackConversionAsync("purchase", options).thenApply(conversion -> conversion.isTracked());
        require(tracked.join(), "a conversion");
    }

    private static void require(boolean holds, String expected) {
        if (!holds) {
            throw new AssertionError(expected);
        }
    }

    private static final class CountingTransport implements Transport {
        final AtomicInteger events = new AtomicInteger();

        @Override
        public CompletionStage<ConfigResponse> fetchConfig(ConfigRequest request) {
            return CompletableFuture.failedFuture(new UnsupportedOperationException("direct data"));
        }

        @Override
        public CompletionStage<TrackingResponse> sendTracking(TrackingRequest request) {
            events.addAndGet(request.getEventCount());
            return CompletableFuture.completedFuture(new TrackingResponse(200, null));
        }

        @Override
        public void close() {}
    }

    private static final class MapStore implements BlockingDataStore {
        private final Map<String, Object> values = new ConcurrentHashMap<>();

        @Override
        public Optional<Object> get(String key) {
            return Optional.ofNullable(values.get(key));
        }

        @Override
        public void set(String key, Object value, Duration timeToLive) {
            values.put(key, value);
        }

        @Override
        public boolean has(String key) {
            return values.containsKey(key);
        }

        @Override
        public void delete(String key) {
            values.remove(key);
        }
    }
}
