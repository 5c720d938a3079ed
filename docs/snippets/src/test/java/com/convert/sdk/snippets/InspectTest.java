package com.convert.sdk.snippets;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.inspect.Inspect;
import com.convert.sdk.inspect.SimulationOptions;
import com.convert.sdk.inspect.VisitorFacts;
import com.convert.sdk.inspect.VisitorKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InspectTest {
    @Test
    void theLibraryAnswersInText() throws Exception {
        try (var core = JavaShop.open()) {
            var output = JavaShop.printed(() -> {
                // docs: inspect-java
                var snapshot = core.getCurrentConfig().orElseThrow();
                var visitor = new VisitorFacts("visitor-1", Map.of("country", "US"));
                System.out.println(
                        Inspect.explain(snapshot, "checkout", visitor).toText());
                var options = new SimulationOptions.Builder();
                options.setVisitors(10_000);
                options.setMix(List.of(new VisitorKind(1, Map.of("country", "US"))));
                assert !Inspect.simulate(snapshot, options.build()).getHasFindings();
                // end
            });
            assertTrue(output.startsWith("Experience 'checkout'"));
        }
    }
}
