package com.convert.sdk.java;

import com.convert.sdk.event.LifecycleEvent;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.FlowCollector;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber. The first request starts the collection, on the thread that makes it; after each event the collection
 * waits until there is demand again, so that what was not asked for stays in the core's buffer and is counted there.
 */
final class EventSubscription implements Flow.Subscription, FlowCollector<LifecycleEvent> {
    private final kotlinx.coroutines.flow.Flow<LifecycleEvent> events;
    private final Bridge bridge;
    private final Flow.Subscriber<? super LifecycleEvent> subscriber;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicBoolean started = new AtomicBoolean();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile CompletableFuture<Unit> moreDemand = new CompletableFuture<>();

    EventSubscription(
            kotlinx.coroutines.flow.Flow<LifecycleEvent> events,
            Bridge bridge,
            Flow.Subscriber<? super LifecycleEvent> subscriber) {
        this.events = events;
        this.bridge = bridge;
        this.subscriber = subscriber;
        end.whenComplete((done, failure) -> signalEnd(failure));
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            end.completeExceptionally(new IllegalArgumentException("a request must be for more than 0, was " + n));
            return;
        }
        var before = demand.getAndAccumulate(n, EventSubscription::saturatedSum);
        if (started.compareAndSet(false, true)) {
            collect();
        } else if (before == 0) {
            moreDemand.complete(Unit.INSTANCE);
        }
    }

    @Override
    public void cancel() {
        end.cancel(false);
    }

    /** Called by the core with one event after the other. */
    @Override
    public @Nullable Object emit(LifecycleEvent event, Continuation<? super Unit> continuation) {
        if (end.isDone()) {
            throw new CancellationException("the subscription has ended");
        }
        subscriber.onNext(event);
        // Made before the demand is counted down: a request that finds none completes this one, not one of before.
        var next = new CompletableFuture<Unit>();
        moreDemand = next;
        return demand.decrementAndGet() > 0 ? Unit.INSTANCE : StageAwait.await(next, more -> more, continuation);
    }

    private void collect() {
        var collection = bridge.futureUnit(continuation -> events.collect(this, continuation));
        end.whenComplete((done, failure) -> collection.cancel(false));
        collection.whenComplete((done, failure) -> {
            if (failure == null) {
                end.complete(null);
            } else {
                end.completeExceptionally(failure);
            }
        });
    }

    private void signalEnd(@Nullable Throwable failure) {
        if (failure == null) {
            subscriber.onComplete();
        } else if (!(failure instanceof CancellationException)) {
            subscriber.onError(failure);
        }
    }

    private static long saturatedSum(long left, long right) {
        var sum = left + right;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
