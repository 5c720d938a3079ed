package com.convert.sdk.micrometer;

import com.convert.sdk.CoreMetrics;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/** Tracking events, from being offered to what became of them. */
final class EventMeters {
    private EventMeters() {}

    static void register(Meters meters) {
        meters.counter("convert.events.offered", "Events there were to report", CoreMetrics::getEventsOffered);
        meters.counter("convert.events.queued", "Events accepted for delivery", CoreMetrics::getEventsQueued);
        outcome(meters, "delivered", "none", CoreMetrics::getEventsDelivered);
        outcome(meters, "dropped", "queue_full", CoreMetrics::getEventsDroppedQueueFull);
        outcome(meters, "dropped", "rejected", CoreMetrics::getEventsDroppedRejected);
        outcome(meters, "dropped", "journal_unwritable", CoreMetrics::getEventsRefusedUnwritable);
        outcome(meters, "dropped", "closed", CoreMetrics::getEventsRefusedClosed);
        outcome(meters, "left", "closed", CoreMetrics::getEventsLeftAtClose);
        outcome(meters, "skipped", "tracking_off", CoreMetrics::getEventsRefusedTrackingOff);
        meters.counter("convert.delivery.retries", "Requests that were sent again", CoreMetrics::getDeliveryRetries);
        queue(meters);
    }

    private static void queue(Meters meters) {
        meters.gauge(
                "convert.queue.size",
                "events",
                "Events waiting now",
                Tags.empty(),
                observed -> observed.metrics().getQueueLength());
        meters.age(
                "convert.queue.oldest.age",
                "How long the oldest of the waiting events has waited",
                meters.observed(),
                TimeUnit.MILLISECONDS,
                observed -> observed.metrics().getOldestEventAgeMillis());
    }

    private static void outcome(Meters meters, String outcome, String cause, ToLongFunction<CoreMetrics> read) {
        meters.counter("convert.events", "What became of events", Tags.of("outcome", outcome, "cause", cause), read);
    }
}
