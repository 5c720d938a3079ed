package com.convert.sdk.snippets;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.java.ConversionOptions;
import com.convert.sdk.java.SdkConfig;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    // docs: readme-java
    public static void main(String[] args) {
        var key = System.getenv("CONVERT_SDK_KEY");
        try (var core = new Core(SdkConfig.builder().sdkKey(key).build())) {
            core.initialize();
            var context = core.createContext("visitor-1", Map.of("country", "US"));
            var result = context.runExperience("checkout");
            System.out.println(
                    result.map(it -> "Variation " + it.getVariationKey()).orElse("Not in the experience"));
            var purchase = ConversionOptions.builder().revenue(49.99).build();
            context.trackConversion("purchase", purchase);
        }
    }
    // end

    @Test
    @DisplayName("the Java program of the README decides")
    void decides() throws Exception {
        var output = JavaShop.printed(() -> main(new String[0]));
        assertTrue(output.contains("Variation one-page"), output);
    }
}
