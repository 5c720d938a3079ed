package com.convert.sdk.snippets.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.convert.sdk.batch.SinkMetrics;
import com.convert.sdk.batch.java.SinkTransport;
import com.convert.sdk.java.Core;
import com.convert.sdk.java.SdkConfig;
import com.convert.sdk.java.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Payloads go to a topic of a broker that runs in this process. */
class KafkaTest {
    private static final int VISITORS = 50;

    @Test
    @DisplayName("every payload that the service took is in the topic, as it was sent")
    void everyPayloadIsInTheTopic() throws Exception {
        try (var broker = new Broker()) {
            var service = new Service();
            var metrics = deliver(service, broker.address());
            assertEquals(VISITORS, service.bodies().size());
            assertEquals(VISITORS, metrics.getHandedOn(), metrics::toString);
            assertEquals(service.bodies(), read(broker.address(), VISITORS));
        }
    }

    @Test
    @DisplayName("without a broker every payload is delivered all the same, and what is not handed on is counted")
    void deliveryGoesOnWithoutBroker() throws IOException {
        var service = new Service();
        var metrics = deliver(service, "127.0.0.1:9");
        assertEquals(VISITORS, service.bodies().size());
        assertEquals(0, metrics.getHandedOn(), metrics::toString);
        assertEquals(VISITORS, metrics.getFailed() + metrics.getDropped() + metrics.getWaiting(), metrics::toString);
    }

    private static SinkMetrics deliver(Transport service, String brokers) {
        try (var producer = producer(brokers)) {
            // docs: kafka
            var transport = new SinkTransport(
                    service,
                    payload -> producer.send(new ProducerRecord<>("convert-events", payload))
                            .get());
            var core = new Core(SdkConfig.builder().data(Shop.JSON).build(), transport);
            // end
            core.initialize();
            for (var number = 0; number < VISITORS; number++) {
                core.createContext("visitor-" + number, Map.of("country", "US")).runExperience("price");
                core.flush();
            }
            core.close();
            return transport.getSinkMetrics();
        }
    }

    private static KafkaProducer<String, String> producer(String brokers) {
        // docs: kafka-producer
        var settings = Map.<String, Object>of(
                "bootstrap.servers", brokers,
                "max.block.ms", 5_000,
                "request.timeout.ms", 5_000,
                "delivery.timeout.ms", 10_000,
                "linger.ms", 0);
        var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        // end
        return producer;
    }

    private static List<String> read(String brokers, int count) {
        var settings = Map.<String, Object>of(
                "bootstrap.servers", brokers, "group.id", "warehouse", "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("convert-events"));
            var payloads = new ArrayList<String>();
            var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (payloads.size() < count && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(500)).forEach(record -> payloads.add(record.value()));
            }
            return payloads;
        }
    }
}
