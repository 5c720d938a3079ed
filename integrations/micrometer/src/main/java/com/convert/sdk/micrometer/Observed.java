package com.convert.sdk.micrometer;

import com.convert.sdk.Core;
import com.convert.sdk.CoreMetrics;
import com.convert.sdk.CoreState;
import com.convert.sdk.event.LifecycleEvent.Bucketing;
import com.convert.sdk.event.Subscription;
import java.util.function.Consumer;

/** An instance of the SDK, through either face. */
interface Observed {
    CoreMetrics metrics();

    CoreState state();

    Subscription onBucketing(Consumer<Bucketing> listener);

    static Observed of(Core core) {
        return new Observed() {
            @Override
            public CoreMetrics metrics() {
                return core.getMetrics();
            }

            @Override
            public CoreState state() {
                return core.getState().getValue();
            }

            @Override
            public Subscription onBucketing(Consumer<Bucketing> listener) {
                return core.on(Bucketing.class, listener::accept);
            }
        };
    }

    static Observed of(com.convert.sdk.java.Core core) {
        return new Observed() {
            @Override
            public CoreMetrics metrics() {
                return core.getMetrics();
            }

            @Override
            public CoreState state() {
                return core.getState();
            }

            @Override
            public Subscription onBucketing(Consumer<Bucketing> listener) {
                return core.on(Bucketing.class, listener);
            }
        };
    }
}
