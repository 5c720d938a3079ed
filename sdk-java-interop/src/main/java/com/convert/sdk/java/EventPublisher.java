package com.convert.sdk.java;

import com.convert.sdk.event.LifecycleEvent;
import java.util.Objects;
import java.util.concurrent.Flow;

/** The core's events for subscribers of the JDK's kind; each gets a collection of its own. */
final class EventPublisher implements Flow.Publisher<LifecycleEvent> {
    private final kotlinx.coroutines.flow.Flow<LifecycleEvent> events;
    private final Bridge bridge;

    EventPublisher(kotlinx.coroutines.flow.Flow<LifecycleEvent> events, Bridge bridge) {
        this.events = events;
        this.bridge = bridge;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super LifecycleEvent> subscriber) {
        Objects.requireNonNull(subscriber);
        subscriber.onSubscribe(new EventSubscription(events, bridge, subscriber));
    }
}
