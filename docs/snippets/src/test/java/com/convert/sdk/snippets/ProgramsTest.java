package com.convert.sdk.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.event.LifecycleEvent;
import com.convert.sdk.java.ConversionOptions;
import com.convert.sdk.java.RefreshConfig;
import com.convert.sdk.java.SdkConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What begins with a core of its own. */
class ProgramsTest {
    @Test
    @DisplayName("a core from a key, asked why, and closed")
    void steps() throws Exception {
        var output = JavaShop.printed(() -> {
            // docs: start-core-java
            var key = System.getenv("CONVERT_SDK_KEY");
            var core = new Core(SdkConfig.builder().sdkKey(key).build());
            core.initialize();
            // end
            var context = core.createContext("visitor-1", Map.of("country", "US"));
            // docs: start-why-java
            var diagnosis = context.diagnoseExperience("new-search");
            System.out.println(diagnosis.getReason() + ": " + diagnosis.getMessage());
            // end
            // docs: start-close-java
            core.close();
            // end
        });
        assertEquals(
                "audience_mismatch: the experience is for environment 'staging' only, and the settings say none",
                output);
    }

    @Test
    @DisplayName("a configuration may come from a file")
    void direct(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("bookshop.json"), JavaShop.json());
        // docs: start-direct-java
        var core = new Core(SdkConfig.builder().data(file).build());
        // end
        core.initialize();
        assertEquals(0, core.shutdown().getEventsLeft());
    }

    @Test
    @DisplayName("what a JavaScript program does")
    void javaScript() throws Exception {
        var output = JavaShop.printed(() -> {
            // docs: javascript-program-java
            var fiveMinutes = RefreshConfig.builder().interval(Duration.ofMinutes(5));
            var core = new Core(SdkConfig.builder()
                    .sdkKey(System.getenv("CONVERT_SDK_KEY"))
                    .refresh(fiveMinutes.build())
                    .autoFlushInterval(Duration.ofSeconds(1))
                    .build());
            core.on(LifecycleEvent.ConfigUpdated.class, event -> System.out.println("New contexts see a new one"));
            core.initialize();

            var context = core.createContext("visitor-1", Map.of("country", "US"));
            context.setSegments(Map.of("browser", "CH"));
            context.runExperience("checkout").ifPresent(shown -> System.out.println(shown.getVariationKey()));
            var purchase = ConversionOptions.builder().revenue(49.99).build();
            context.trackConversion("purchase", purchase);

            core.flush();
            core.close();
            // end
        });
        assertTrue(output.contains("one-page"), output);
    }
}
