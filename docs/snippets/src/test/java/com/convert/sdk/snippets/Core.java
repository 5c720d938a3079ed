package com.convert.sdk.snippets;

import com.convert.sdk.ShutdownResult;
import com.convert.sdk.event.LifecycleEvent;
import com.convert.sdk.event.Subscription;
import com.convert.sdk.java.Context;
import com.convert.sdk.java.SdkConfig;
import java.util.Map;
import java.util.function.Consumer;

/** Stands before the SDK's class in programs of this package: they are what a reader's are, and reach nobody. */
final class Core implements AutoCloseable {
    private final com.convert.sdk.java.Core core;

    Core(SdkConfig config) {
        core = new com.convert.sdk.java.Core(config, new JavaShop());
    }

    void initialize() {
        core.initialize();
    }

    boolean isReady() {
        return core.isReady();
    }

    Context createContext(String visitorId, Map<String, Object> attributes) {
        return core.createContext(visitorId, attributes);
    }

    <E extends LifecycleEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
        return core.on(type, listener);
    }

    void flush() {
        core.flush();
    }

    ShutdownResult shutdown() {
        return core.shutdown();
    }

    @Override
    public void close() {
        core.close();
    }
}
