package com.convert.sdk.spring;

import com.convert.sdk.StartMode;
import com.convert.sdk.java.DurableQueueConfig;
import com.convert.sdk.java.RefreshConfig;
import com.convert.sdk.java.SdkConfig;
import com.convert.sdk.java.TransportConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.util.StringUtils;

/** From the properties to the settings of an instance. */
final class Settings {
    private static final Duration JITTER = Duration.ofSeconds(30);
    private static final Duration BACKOFF_MAX = Duration.ofMinutes(10);

    private Settings() {}

    /** @throws MissingSdkKeyException when there is neither a key nor data */
    static SdkConfig.Builder of(ConvertProperties properties) {
        var settings = SdkConfig.builder();
        addSource(properties, settings);
        ifSet(properties.environment(), settings::environment);
        ifSet(properties.cacheLevel(), settings::cacheLevel);
        ifSet(properties.debugToken(), settings::debugToken);
        ifSet(properties.cacheFile(), settings::cacheFile);
        ifSet(properties.source(), settings::source);
        ifSet(properties.store().timeToLive(), settings::dataStoreTimeToLive);
        ifSet(durableQueue(properties.durableQueue()), settings::durableQueue);
        return settings.trackingEnabled(properties.trackingEnabled())
                .batchSize(properties.batchSize())
                .autoFlushInterval(properties.autoFlushInterval())
                .maxQueueSize(properties.maxQueueSize())
                .maxVisitors(properties.maxVisitors())
                .closeTimeout(properties.closeTimeout())
                .dataStoreTimeout(properties.store().timeout())
                .transport(transport(properties.transport()))
                // It retries by itself; convert.startup says who waits for it.
                .start(StartMode.BACKGROUND)
                // The application context closes the instance, after the last request.
                .flushOnShutdown(false);
    }

    private static void addSource(ConvertProperties properties, SdkConfig.Builder settings) {
        var key = StringUtils.hasText(properties.sdkKey()) ? properties.sdkKey() : null;
        var data = properties.data();
        if (key == null && data == null) throw new MissingSdkKeyException();
        ifSet(key, settings::sdkKey);
        ifSet(data, resource -> read(resource, settings));
        // With data there is nothing to refresh, and a log line would say so.
        if (data == null) settings.refresh(refresh(properties.refresh()));
    }

    private static void read(Resource resource, SdkConfig.Builder settings) {
        try {
            settings.data(resource.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException("convert.data cannot be read: " + resource.getDescription(), e);
        }
    }

    private static RefreshConfig refresh(ConvertProperties.Refresh refresh) {
        var interval = refresh.interval();
        return RefreshConfig.builder()
                .interval(interval)
                .jitter(orElse(refresh.jitter(), interval.compareTo(JITTER) < 0 ? interval : JITTER))
                .backoffFactor(refresh.backoffFactor())
                .backoffMax(orElse(refresh.backoffMax(), interval.compareTo(BACKOFF_MAX) > 0 ? interval : BACKOFF_MAX))
                .build();
    }

    private static @Nullable DurableQueueConfig durableQueue(ConvertProperties.DurableQueue queue) {
        if (queue.file() == null) return null;
        return DurableQueueConfig.builder(queue.file())
                .sync(queue.sync())
                .maxBytes(queue.maxSize().toBytes())
                .build();
    }

    private static TransportConfig transport(ConvertProperties.Transport transport) {
        var builder = TransportConfig.builder()
                .timeout(transport.timeout())
                .headers(transport.headers())
                .verifyTls(transport.verifyTls())
                .compressTracking(transport.compressTracking());
        ifSet(transport.baseUrl(), builder::baseUrl);
        ifSet(transport.trackBaseUrl(), builder::trackBaseUrl);
        ifSet(transport.connectTimeout(), builder::connectTimeout);
        ifSet(transport.authSecret(), builder::authSecret);
        ifSet(transport.engine(), builder::engine);
        return builder.build();
    }

    private static <T> T orElse(@Nullable T value, T other) {
        return value != null ? value : other;
    }

    private static <T> void ifSet(@Nullable T value, Consumer<? super T> setter) {
        if (value != null) setter.accept(value);
    }
}
