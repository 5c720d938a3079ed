package consumer;

import com.convert.sdk.error.IncompatibleLibraryException;
import com.convert.sdk.java.ConversionOptions;
import com.convert.sdk.java.Core;
import com.convert.sdk.java.DurableQueueConfig;
import com.convert.sdk.java.SdkConfig;
import com.convert.sdk.java.TransportConfig;
import com.convert.sdk.transport.HttpEngine;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Fetches a configuration over HTTPS, decides, tracks through the durable queue, delivers, closes, and leaves no thread
 * behind; with each engine. Ends with 3 when the SDK refuses the libraries that it finds, and says how it does so.
 */
public final class Shop {
    /** However busy the machine is. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Shop() {}

    public static void main(String[] args) throws Exception {
        try (var service = new LocalService()) {
            for (var engine : HttpEngine.values()) {
                visit(service, engine);
            }
            require(service.count("\"bucketing\"") == 2, "two exposures");
            require(service.count("\"conversion\"") == 2, "two conversions");
        } catch (IncompatibleLibraryException e) {
            System.out.println("refused: " + e.getMessage());
            System.exit(3);
        }
        var left = threadsLeft();
        require(left.isEmpty(), "no thread of the SDK's, but there is " + left);
        System.out.println("delivered");
    }

    private static void visit(LocalService service, HttpEngine engine) throws Exception {
        var transport = TransportConfig.builder()
                .baseUrl(service.url())
                .trackBaseUrl(service.url() + "/[project_id]/v1")
                .timeout(PATIENCE)
                .connectTimeout(PATIENCE)
                .engine(engine);
        var journal = Files.createTempDirectory("shop").resolve("events.journal");
        var settings = SdkConfig.builder()
                .sdkKey("10001/10002")
                .transport(transport.build())
                .durableQueue(DurableQueueConfig.builder(journal).build());
        try (var core = new Core(settings.build())) {
            core.initialize();
            var context = core.createContext("visitor-1", Map.of("country", "US"));
            require(context.runExperience("checkout").isPresent(), "a variation");
            var feature = context.runFeature("express").orElseThrow();
            require(feature.getVariables().getInt("steps") == 3, "a variable of the feature");
            var purchase = ConversionOptions.builder().revenue(9.99).build();
            require(context.trackConversionAsync("purchase", purchase).join().isTracked(), "a conversion");
            core.flushAsync().join();
        }
    }

    private static List<String> threadsLeft() throws InterruptedException {
        var left = threads();
        for (var attempt = 0; attempt < 300 && !left.isEmpty(); attempt++) {
            Thread.sleep(100);
            left = threads();
        }
        return left;
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith("convert-sdk"))
                .map(thread -> thread.getKey().getName() + " in " + Arrays.toString(thread.getValue()))
                .toList();
    }

    private static void require(boolean holds, String expected) {
        if (!holds) {
            throw new AssertionError("expected " + expected);
        }
    }
}
