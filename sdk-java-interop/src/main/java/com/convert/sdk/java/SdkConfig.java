package com.convert.sdk.java;

import static com.convert.sdk.java.Given.notNull;

import com.convert.sdk.CacheLevel;
import com.convert.sdk.StartMode;
import com.convert.sdk.internal.interop.JavaTime;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Settings of one SDK instance: exactly one of an SDK key and direct data, and everything else optional. Immutable.
 *
 * <pre>{@code
 * var config = SdkConfig.builder().sdkKey(System.getenv("CONVERT_SDK_KEY")).build();
 * }</pre>
 */
public final class SdkConfig extends SdkSettings {
    private SdkConfig(com.convert.sdk.SdkConfig core, @Nullable Executor executor, @Nullable DataStore dataStore) {
        super(core, executor, dataStore);
    }

    /** {@return a builder with the defaults} */
    public static Builder builder() {
        return new Builder(new com.convert.sdk.SdkConfig.Builder(), null, null);
    }

    /** {@return a builder that starts from these settings} */
    public Builder toBuilder() {
        return new Builder(core.newBuilder(), executor, dataStore);
    }

    com.convert.sdk.SdkConfig core() {
        return core;
    }

    @Nullable
    Executor executor() {
        return executor;
    }

    /** Collects settings; {@link #build()} checks them. */
    public static final class Builder {
        private final com.convert.sdk.SdkConfig.Builder core;
        private @Nullable Executor executor;
        private @Nullable DataStore dataStore;

        private Builder(
                com.convert.sdk.SdkConfig.Builder core, @Nullable Executor executor, @Nullable DataStore dataStore) {
            this.core = core;
            this.executor = executor;
            this.dataStore = dataStore;
        }

        /**
         * Key of the project whose configuration is fetched.
         *
         * @param sdkKey not blank, and without white space around it; {@code null} counts as not set
         * @return this builder
         */
        public Builder sdkKey(@Nullable String sdkKey) {
            core.setSdkKey(sdkKey);
            return this;
        }

        /**
         * Direct data: the project's configuration as JSON text.
         *
         * @param json the text of an object
         * @return this builder
         * @throws com.convert.sdk.error.InvalidConfigException when it is not the text of an object
         */
        public Builder data(String json) {
            core.data(notNull(json, "json"));
            return this;
        }

        /**
         * Direct data: the project's configuration as plain values.
         *
         * @param values text, numbers, booleans, {@code null}, lists and maps
         * @return this builder
         */
        public Builder data(Map<String, ? extends @Nullable Object> values) {
            core.data(notNull(values, "values"));
            return this;
        }

        /**
         * Direct data: the project's configuration in a UTF-8 file, which is read now. An
         * {@link java.io.IOException} of reading it is thrown as it is.
         *
         * @param file its path
         * @return this builder
         * @throws com.convert.sdk.error.InvalidConfigException when it does not hold the text of an object
         */
        public Builder data(Path file) {
            core.data(notNull(file, "file"));
            return this;
        }

        /**
         * Direct data: the project's configuration in a UTF-8 stream, which is read to its end now and closed. An
         * {@link java.io.IOException} of reading it is thrown as it is.
         *
         * @param stream the stream
         * @return this builder
         * @throws com.convert.sdk.error.InvalidConfigException when it does not hold the text of an object, or is
         *     {@code null}, which is what a class loader gives for a resource that is not there
         */
        public Builder data(@Nullable InputStream stream) {
            core.data(stream);
            return this;
        }

        /**
         * Environment to decide for. Default none: experiences that name an environment are not served.
         *
         * @param environment its name; {@code null} for none
         * @return this builder
         */
        public Builder environment(@Nullable String environment) {
            core.setEnvironment(environment);
            return this;
        }

        /**
         * How long the CDN may cache the configuration. Default: as the service sees fit.
         *
         * @param cacheLevel the level
         * @return this builder
         */
        public Builder cacheLevel(CacheLevel cacheLevel) {
            core.setCacheLevel(notNull(cacheLevel, "cacheLevel"));
            return this;
        }

        /**
         * Token that makes the service hand out drafts for previews. Default none.
         *
         * @param debugToken the token; {@code null} for none
         * @return this builder
         */
        public Builder debugToken(@Nullable String debugToken) {
            core.setDebugToken(debugToken);
            return this;
        }

        /**
         * How Convert's servers are reached.
         *
         * @param transport its settings
         * @return this builder
         */
        public Builder transport(TransportConfig transport) {
            core.setTransport(notNull(transport, "transport").core());
            return this;
        }

        /**
         * Events whose waiting starts a request, which takes all that waits by then: up to 1,000 events and about 1 MiB.
         * Default 10.
         *
         * @param batchSize from 1 to 1,000 events
         * @return this builder
         */
        public Builder batchSize(int batchSize) {
            core.setBatchSize(batchSize);
            return this;
        }

        /**
         * Longest time an event waits before it is sent. Default: until the batch is full, or a flush or close.
         *
         * @param autoFlushInterval at least 1 ms
         * @return this builder
         */
        public Builder autoFlushInterval(Duration autoFlushInterval) {
            JavaTime.autoFlushInterval(core, notNull(autoFlushInterval, "autoFlushInterval"));
            return this;
        }

        /**
         * Where visitor state lives. Default: in this process, for at most {@link #maxVisitors(int)} visitors.
         *
         * @param dataStore a store; {@link DataStore#blocking} makes one of a store that blocks
         * @return this builder
         */
        public Builder dataStore(DataStore dataStore) {
            this.dataStore = notNull(dataStore, "dataStore");
            core.setDataStore(StageDataStore.of(dataStore));
            return this;
        }

        /**
         * Longest time one call waits for the data store, in all; a decision is then made without it. Default 1 s.
         *
         * @param dataStoreTimeout from 1 ms to an hour
         * @return this builder
         */
        public Builder dataStoreTimeout(Duration dataStoreTimeout) {
            JavaTime.dataStoreTimeout(core, notNull(dataStoreTimeout, "dataStoreTimeout"));
            return this;
        }

        /**
         * Time after which what is written to the data store expires, counted from each write. Default: never.
         *
         * @param dataStoreTimeToLive at least 1 s
         * @return this builder
         */
        public Builder dataStoreTimeToLive(Duration dataStoreTimeToLive) {
            JavaTime.dataStoreTimeToLive(core, notNull(dataStoreTimeToLive, "dataStoreTimeToLive"));
            return this;
        }

        /**
         * Where the SDK logs. Default: loggers named {@code com.convert.sdk…}.
         *
         * @param logger the logger
         * @return this builder
         */
        public Builder logger(Logger logger) {
            core.setLogger(notNull(logger, "logger"));
            return this;
        }

        /**
         * Background refresh of the configuration. Default: none.
         *
         * @param refresh its settings
         * @return this builder
         */
        public Builder refresh(RefreshConfig refresh) {
            core.setRefresh(notNull(refresh, "refresh").core());
            return this;
        }

        /**
         * Name under which events are reported. Default {@code js-sdk}, which the service is known to accept.
         *
         * @param source not blank
         * @return this builder
         */
        public Builder source(String source) {
            core.setSource(notNull(source, "source"));
            return this;
        }

        /**
         * Events that may wait for delivery; newer ones are refused. Default 10,000.
         *
         * @param maxQueueSize from the batch size to 10,000,000 events
         * @return this builder
         */
        public Builder maxQueueSize(int maxQueueSize) {
            core.setMaxQueueSize(maxQueueSize);
            return this;
        }

        /**
         * Visitors the default store remembers, least recently used out first. Default 100,000.
         *
         * @param maxVisitors from 1 to 100,000,000 visitors
         * @return this builder
         */
        public Builder maxVisitors(int maxVisitors) {
            core.setMaxVisitors(maxVisitors);
            return this;
        }

        /**
         * Longest time that closing spends on delivering what is queued. Default 5 s.
         *
         * @param closeTimeout from zero to an hour
         * @return this builder
         */
        public Builder closeTimeout(Duration closeTimeout) {
            JavaTime.closeTimeout(core, notNull(closeTimeout, "closeTimeout"));
            return this;
        }

        /**
         * Whether exposures and conversions are reported. Default true. {@link Core#setTrackingEnabled} changes it at
         * run time.
         *
         * @param trackingEnabled false for an instance that only decides
         * @return this builder
         */
        public Builder trackingEnabled(boolean trackingEnabled) {
            core.setTrackingEnabled(trackingEnabled);
            return this;
        }

        /**
         * Whether a JVM shutdown delivers what is queued, within the time of {@link #closeTimeout}. Default true.
         *
         * @param flushOnShutdown false when the application closes the SDK itself
         * @return this builder
         */
        public Builder flushOnShutdown(boolean flushOnShutdown) {
            core.setFlushOnShutdown(flushOnShutdown);
            return this;
        }

        /**
         * File that keeps the last configuration that loaded, to start from when loading fails. Default none.
         *
         * @param cacheFile its path
         * @return this builder
         */
        public Builder cacheFile(Path cacheFile) {
            core.setCacheFile(notNull(cacheFile, "cacheFile"));
            return this;
        }

        /**
         * Keeps queued events in a file, so that they survive the process. Default: they do not.
         *
         * @param durableQueue its settings
         * @return this builder
         */
        public Builder durableQueue(DurableQueueConfig durableQueue) {
            core.setDurableQueue(notNull(durableQueue, "durableQueue").core());
            return this;
        }

        /**
         * How the first configuration is loaded. Default {@link StartMode#WAIT}.
         *
         * @param start {@link StartMode#BACKGROUND} for a start that cannot fail the application
         * @return this builder
         */
        public Builder start(StartMode start) {
            core.setStart(notNull(start, "start"));
            return this;
        }

        /**
         * Attributes of all visitors, such as the application's version: what is stored for a visitor, given to a
         * context or to a call is laid over them, by key. Default none.
         *
         * @param globalAttributes what audience rules see; copied by {@link #build()}
         * @return this builder
         */
        public Builder globalAttributes(Map<String, ? extends @Nullable Object> globalAttributes) {
            core.setGlobalAttributes(notNull(globalAttributes, "globalAttributes"));
            return this;
        }

        /**
         * Where futures that had to wait are completed, so that their dependent stages run there, and where subscribers
         * are signalled. A call that does not have to wait never uses it. The SDK does not shut it down. Default: the
         * SDK's own daemon threads, as many as there are processors and at least two, named
         * {@code convert-sdk-callback-…}.
         *
         * @param executor the executor
         * @return this builder
         */
        public Builder executor(Executor executor) {
            this.executor = notNull(executor, "executor");
            return this;
        }

        /**
         * Checks the settings.
         *
         * @return the settings
         * @throws com.convert.sdk.error.InvalidConfigException when one is out of its bounds, or not exactly one of key
         *     and data is set
         */
        public SdkConfig build() {
            return new SdkConfig(core.build(), executor, dataStore);
        }
    }
}
