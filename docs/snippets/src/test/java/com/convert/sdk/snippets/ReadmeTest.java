package com.convert.sdk.snippets;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.java.Context;
import com.convert.sdk.java.ConversionOptions;
import com.convert.sdk.java.SdkConfig;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    // docs: readme-java
    public static void main(String[] args) {
        var config =
                SdkConfig.builder().sdkKey(System.getenv("CONVERT_SDK_KEY")).build();
        try (var core = new Core(config)) {
            core.initialize();
            var context = core.createContext("visitor-1", Map.of("country", "US"));
            context.runExperience("checkout")
                    .ifPresentOrElse(
                            result -> System.out.println("Variation " + result.getVariationKey()),
                            () -> System.out.println("Not in the experience"));
            context.trackConversion(
                    "purchase", ConversionOptions.builder().revenue(49.99).build());
        }
    }
    // end

    @Test
    @DisplayName("the Java program of the README decides")
    void decides() throws Exception {
        var output = JavaShop.printed(() -> main(new String[0]));
        assertTrue(output.contains("Variation one-page"), output);
    }

    /** Stands before the SDK's class, so that the program is what a reader's is, and reaches nobody. */
    private static final class Core implements AutoCloseable {
        private final com.convert.sdk.java.Core core;

        Core(SdkConfig config) {
            core = new com.convert.sdk.java.Core(config, new JavaShop());
        }

        void initialize() {
            core.initialize();
        }

        Context createContext(String visitorId, Map<String, Object> attributes) {
            return core.createContext(visitorId, attributes);
        }

        @Override
        public void close() {
            core.close();
        }
    }
}
