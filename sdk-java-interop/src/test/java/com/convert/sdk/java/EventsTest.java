package com.convert.sdk.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.event.LifecycleEvent;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class EventsTest {
    private final Core core = new Core(
            SdkConfig.builder().data(Projects.SHOP).flushOnShutdown(false).build(), new RecordingTransport());

    @AfterEach
    void close() {
        core.close();
    }

    @Test
    @DisplayName("a listener gets events of its type until it is closed")
    void listener() throws Exception {
        var goals = new LinkedBlockingQueue<String>();
        var subscription = core.on(LifecycleEvent.Conversion.class, event -> goals.add(event.getGoalKey()));
        core.initialize().createContext("visitor-1").trackConversion("purchase");
        assertEquals("purchase", goals.take());
        subscription.close();
        core.createContext("visitor-2").trackConversion("purchase");
        assertNull(goals.poll());
    }

    @Test
    @DisplayName("a subscriber gets what it requests, and the end when the instance is closed")
    void subscriber() throws Exception {
        core.initialize();
        var subscriber = new Recorder(Long.MAX_VALUE);
        core.getEvents().subscribe(subscriber);
        core.createContext("visitor-1").trackConversion("purchase");
        assertInstanceOf(LifecycleEvent.Ready.class, subscriber.next());
        assertInstanceOf(LifecycleEvent.Conversion.class, subscriber.next());
        core.close();
        assertInstanceOf(LifecycleEvent.ApiQueueReleased.class, subscriber.next());
        assertEquals("completed", subscriber.next());
    }

    @Test
    @DisplayName("a subscriber gets nothing that it did not request")
    void backPressure() throws Exception {
        core.initialize();
        var subscriber = new Recorder(1);
        core.getEvents().subscribe(subscriber);
        core.createContext("visitor-1").trackConversion("purchase");
        assertInstanceOf(LifecycleEvent.Ready.class, subscriber.next());
        assertNull(subscriber.signals.poll(50, TimeUnit.MILLISECONDS));
        subscriber.request(1);
        assertInstanceOf(LifecycleEvent.Conversion.class, subscriber.next());
    }

    @Test
    @DisplayName("a subscriber that cancels gets nothing more")
    void cancels() throws Exception {
        core.initialize();
        var subscriber = new Recorder(Long.MAX_VALUE);
        core.getEvents().subscribe(subscriber);
        subscriber.next();
        subscriber.cancel();
        core.createContext("visitor-1").trackConversion("purchase");
        core.close();
        assertNull(subscriber.signals.poll(50, TimeUnit.MILLISECONDS));
    }

    @Test
    @DisplayName("a request for nothing is an error")
    void badRequest() throws Exception {
        var subscriber = new Recorder(0);
        core.getEvents().subscribe(subscriber);
        assertInstanceOf(IllegalArgumentException.class, subscriber.next());
    }

    @Test
    @DisplayName("what a slow subscriber misses beyond its buffer is counted")
    void missedEventsAreCounted() throws Exception {
        core.initialize();
        var subscriber = new Recorder(1);
        core.getEvents().subscribe(subscriber);
        subscriber.next();
        for (var i = 0; i < 300; i++) {
            core.createContext("visitor-" + i).trackConversion("purchase");
        }
        assertTrue(core.getMetrics().getListenerEventsMissed() > 0);
    }

    private static final class Recorder implements Flow.Subscriber<LifecycleEvent> {
        final BlockingQueue<Object> signals = new LinkedBlockingQueue<>();
        private final long first;
        private Flow.@Nullable Subscription subscription;

        Recorder(long first) {
            this.first = first;
        }

        Object next() throws InterruptedException {
            return signals.take();
        }

        void request(long n) {
            Objects.requireNonNull(subscription).request(n);
        }

        void cancel() {
            Objects.requireNonNull(subscription).cancel();
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            subscription.request(first);
        }

        @Override
        public void onNext(LifecycleEvent event) {
            signals.add(event);
        }

        @Override
        public void onError(Throwable failure) {
            signals.add(failure);
        }

        @Override
        public void onComplete() {
            signals.add("completed");
        }
    }
}
