package com.convert.sdk.benchmarks.subject;

import io.split.client.SplitClient;
import io.split.client.SplitClientConfig;
import io.split.client.SplitFactoryBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.concurrent.TimeoutException;

/** Split's SDK in localhost mode, on a JSON file: a condition with one matcher and two partitions. */
final class Split implements Subject {
    private static final int READY_MILLIS = 60_000;

    private final SplitClient client;

    Split(int experiences) {
        try {
            var file = Files.createTempFile("splits", ".json");
            Files.writeString(file, """
                {"ff":{"d":[%s],"s":-1,"t":1},"rbs":{"d":[],"s":-1,"t":-1}}\
                """.formatted(Json.items(experiences, Split::split)));
            var config = SplitClientConfig.builder()
                    .splitFile(file.toString())
                    .setBlockUntilReadyTimeout(READY_MILLIS)
                    .build();
            client = SplitFactoryBuilder.build("localhost", config).client();
            client.blockUntilReady();
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException | TimeoutException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String split(int index) {
        return """
            {"trafficTypeName":"user","name":"%1$s","trafficAllocation":100,"trafficAllocationSeed":%2$d,
            "seed":%2$d,"status":"ACTIVE","killed":false,"defaultTreatment":"none","changeNumber":1,"algo":2,
            "conditions":[{"conditionType":"ROLLOUT","label":"rule","matcherGroup":{"combiner":"AND","matchers":[
            {"keySelector":{"trafficType":"user","attribute":"country"},"matcherType":"WHITELIST","negate":false,
            "whitelistMatcherData":{"whitelist":["US"]}}]},
            "partitions":[{"treatment":"control","size":50},{"treatment":"treatment","size":50}]}]}\
            """.formatted(Traffic.key(index), index + 1);
    }

    @Override
    public String decide(String visitorId, String country, String experienceKey) {
        var attributes = new HashMap<String, Object>();
        attributes.put("country", country);
        return client.getTreatment(visitorId, experienceKey, attributes);
    }

    @Override
    public void close() {
        client.destroy();
    }
}
