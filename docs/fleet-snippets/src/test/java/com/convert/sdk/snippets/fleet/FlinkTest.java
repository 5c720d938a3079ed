package com.convert.sdk.snippets.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.batch.Assigner;
import com.convert.sdk.java.Core;
import com.convert.sdk.java.EvaluationOptions;
import com.convert.sdk.java.SdkConfig;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Runs on Flink's MiniCluster, in this process. */
class FlinkTest {
    private static final int VISITORS = 100_000;

    @Test
    @DisplayName("every answer on Flink is the core's")
    void everyAnswerIsTheCores() throws Exception {
        var environment = StreamExecutionEnvironment.createLocalEnvironment(2);
        var assigned = assigned(environment.fromSequence(0, VISITORS - 1).map(number -> "visitor-" + number));
        var rows = assigned.executeAndCollect(VISITORS + 1);
        assertEquals(VISITORS, rows.size());
        var hash = rows.stream()
                .mapToLong(row -> hash(row.visitorId(), row.variation()))
                .sum();
        assertEquals(byCore(), hash);
    }

    private static DataStream<Assigned> assigned(DataStream<String> visitorIds) {
        var json = Shop.JSON;
        // docs: flink
        var assigner = new Assigner(json, "production");
        var attributes = Map.of("country", "US");

        return visitorIds
                .map(id -> {
                    var served = assigner.variation("checkout", id, attributes);
                    return new Assigned(id, served == null ? "none" : served.getVariationKey());
                })
                .returns(Assigned.class);
        // end
    }

    /** In the order of nothing: a sum of what is hashed for each visitor. */
    private static long byCore() {
        var config = SdkConfig.builder().data(Shop.JSON).environment("production");
        var withoutTrace = EvaluationOptions.builder()
                .enableStorage(false)
                .enableTracking(false)
                .build();
        var sum = 0L;
        var reached = 0;
        try (var core = new Core(config.build()).initialize()) {
            for (var number = 0; number < VISITORS; number++) {
                var id = "visitor-" + number;
                var served = core.createContext(id, Map.of("country", "US")).runExperience("checkout", withoutTrace);
                sum += hash(id, served.isEmpty() ? "none" : served.get().getVariationKey());
                reached += served.isEmpty() ? 0 : 1;
            }
        }
        assertTrue(reached > VISITORS * 0.79 && reached < VISITORS * 0.81, "80 in 100 are in, not " + reached);
        return sum;
    }

    private static long hash(String visitorId, String variation) {
        var crc = new CRC32();
        crc.update((visitorId + ' ' + variation).getBytes(StandardCharsets.UTF_8));
        return crc.getValue() * crc.getValue();
    }
}
