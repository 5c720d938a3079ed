package com.convert.sdk.java;

import com.convert.sdk.CacheLevel;
import com.convert.sdk.StartMode;
import com.convert.sdk.internal.interop.JavaTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The half of {@link SdkConfig} that only tells: what each setting is. The builder's methods of the same names say what
 * they mean.
 *
 * <p>There is no use for this type but as an {@link SdkConfig}.
 */
public abstract sealed class SdkSettings permits SdkConfig {
    final com.convert.sdk.SdkConfig core;
    final @Nullable Executor executor;
    final @Nullable DataStore dataStore;

    SdkSettings(com.convert.sdk.SdkConfig core, @Nullable Executor executor, @Nullable DataStore dataStore) {
        this.core = core;
        this.executor = executor;
        this.dataStore = dataStore;
    }

    /** {@return the key of the project; empty with direct data} */
    public Optional<String> getSdkKey() {
        return Optional.ofNullable(core.getSdkKey());
    }

    /** {@return whether this is direct data: nothing is fetched} */
    public boolean isDirectConfig() {
        return core.isDirectConfig();
    }

    /** {@return the environment to decide for} */
    public Optional<String> getEnvironment() {
        return Optional.ofNullable(core.getEnvironment());
    }

    /** {@return how long the CDN may cache the configuration} */
    public Optional<CacheLevel> getCacheLevel() {
        return Optional.ofNullable(core.getCacheLevel());
    }

    /** {@return the token for drafts} */
    public Optional<String> getDebugToken() {
        return Optional.ofNullable(core.getDebugToken());
    }

    /** {@return how Convert's servers are reached} */
    public TransportConfig getTransport() {
        return new TransportConfig(core.getTransport());
    }

    /** {@return events whose waiting starts a request} */
    public int getBatchSize() {
        return core.getBatchSize();
    }

    /** {@return longest time an event waits before it is sent} */
    public Optional<Duration> getAutoFlushInterval() {
        return Optional.ofNullable(JavaTime.autoFlushInterval(core));
    }

    /** {@return where visitor state lives; empty for this process} */
    public Optional<DataStore> getDataStore() {
        return Optional.ofNullable(dataStore);
    }

    /** {@return longest time one call waits for the data store} */
    public Duration getDataStoreTimeout() {
        return JavaTime.dataStoreTimeout(core);
    }

    /** {@return time after which what is written to the data store expires} */
    public Optional<Duration> getDataStoreTimeToLive() {
        return Optional.ofNullable(JavaTime.dataStoreTimeToLive(core));
    }

    /** {@return where the SDK logs; empty for loggers named {@code com.convert.sdk…}} */
    public Optional<Logger> getLogger() {
        return Optional.ofNullable(core.getLogger());
    }

    /** {@return the background refresh; empty for none} */
    public Optional<RefreshConfig> getRefresh() {
        return Optional.ofNullable(core.getRefresh()).map(RefreshConfig::new);
    }

    /** {@return the name under which events are reported} */
    public String getSource() {
        return core.getSource();
    }

    /** {@return events that may wait for delivery} */
    public int getMaxQueueSize() {
        return core.getMaxQueueSize();
    }

    /** {@return visitors the default store remembers} */
    public int getMaxVisitors() {
        return core.getMaxVisitors();
    }

    /** {@return longest time that closing spends on delivering} */
    public Duration getCloseTimeout() {
        return JavaTime.closeTimeout(core);
    }

    /** {@return whether a JVM shutdown delivers what is queued} */
    public boolean getFlushOnShutdown() {
        return core.getFlushOnShutdown();
    }

    /** {@return the file that keeps the last configuration} */
    public Optional<Path> getCacheFile() {
        return Optional.ofNullable(core.getCacheFile());
    }

    /** {@return what keeps queued events in a file} */
    public Optional<DurableQueueConfig> getDurableQueue() {
        return Optional.ofNullable(core.getDurableQueue()).map(DurableQueueConfig::new);
    }

    /** {@return whether exposures and conversions are reported} */
    public boolean getTrackingEnabled() {
        return core.getTrackingEnabled();
    }

    /** {@return how the first configuration is loaded} */
    public StartMode getStart() {
        return core.getStart();
    }

    /** {@return attributes of all visitors; read-only} */
    public Map<String, @Nullable Object> getGlobalAttributes() {
        return core.getGlobalAttributes();
    }

    /** {@return where futures that had to wait are completed; empty for threads of the SDK's} */
    public Optional<Executor> getExecutor() {
        return Optional.ofNullable(executor);
    }

    /** {@return a text without the key, the token and the data} */
    @Override
    public String toString() {
        return core.toString();
    }
}
