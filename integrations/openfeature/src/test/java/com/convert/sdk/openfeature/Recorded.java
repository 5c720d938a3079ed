package com.convert.sdk.openfeature;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.EventDetails;
import dev.openfeature.sdk.ProviderEvent;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The events of a client, to be waited for one kind at a time. */
final class Recorded {
    private final Map<ProviderEvent, BlockingQueue<EventDetails>> events = new EnumMap<>(ProviderEvent.class);

    Recorded(Client client) {
        for (var event : ProviderEvent.values()) {
            var queue = new LinkedBlockingQueue<EventDetails>();
            events.put(event, queue);
            client.on(event, queue::add);
        }
    }

    EventDetails next(ProviderEvent event) throws InterruptedException {
        var details = events.get(event).poll(20, TimeUnit.SECONDS);
        assertNotNull(details, () -> "no " + event);
        return details;
    }

    boolean hasNone(ProviderEvent event) {
        return events.get(event).isEmpty();
    }
}
