package com.convert.sdk.spring;

import com.convert.sdk.CacheLevel;
import com.convert.sdk.SyncPolicy;
import com.convert.sdk.transport.HttpEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.util.unit.DataSize;

/**
 * The {@code convert.*} properties.
 *
 * @param enabled Whether the SDK is set up at all.
 * @param sdkKey Key of the project whose configuration is fetched. Either this or data.
 * @param data A configuration in a file or on the class path, in place of a key: nothing is fetched.
 * @param environment Environment of the experiences that count; all when not set.
 * @param cacheLevel How long the CDN may cache the configuration.
 * @param debugToken Token that lets the service hand out an unpublished configuration.
 * @param startup What the application does while there is no configuration yet.
 * @param startupTimeout The longest wait for the configuration at start.
 * @param trackingEnabled Whether exposures and conversions are reported.
 * @param batchSize Events waiting that start a delivery, from 1 to 1,000.
 * @param autoFlushInterval The longest time an event waits for its delivery to start.
 * @param maxQueueSize Events that may wait; further ones are refused and counted.
 * @param maxVisitors Visitors whose state is kept in memory, least recently used out first.
 * @param closeTimeout The longest time that stopping waits for deliveries.
 * @param cacheFile File with the last configuration, to start from when the service cannot be reached.
 * @param source Name of the SDK in reports.
 * @param refresh How the configuration is refreshed.
 * @param durableQueue A queue in a file, so that events outlive the process.
 * @param store How the data store is used.
 * @param transport How Convert's servers are reached.
 * @param cookie The cookie that tells visitors apart.
 * @param preview Preview links.
 * @param metrics Meters.
 * @param inspector The live page of the instance, which must not face the public.
 */
@ConfigurationProperties("convert")
public record ConvertProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String sdkKey,
        @Nullable Resource data,
        @Nullable String environment,
        @Nullable CacheLevel cacheLevel,
        @Nullable String debugToken,
        @DefaultValue("wait") Startup startup,
        @DefaultValue("10s") Duration startupTimeout,
        @DefaultValue("true") boolean trackingEnabled,
        @DefaultValue("10") int batchSize,
        @DefaultValue("1s") Duration autoFlushInterval,
        @DefaultValue("10000") int maxQueueSize,
        @DefaultValue("100000") int maxVisitors,
        @DefaultValue("5s") Duration closeTimeout,
        @Nullable Path cacheFile,
        @Nullable String source,
        @DefaultValue Refresh refresh,
        @DefaultValue DurableQueue durableQueue,
        @DefaultValue Store store,
        @DefaultValue Transport transport,
        @DefaultValue Cookie cookie,
        @DefaultValue Preview preview,
        @DefaultValue Metrics metrics,
        @DefaultValue Inspector inspector) {
    /**
     * How the configuration is refreshed. Nothing of it counts with data.
     *
     * @param interval Time between two refreshes.
     * @param jitter Up to this much, at random, is added to each wait; 30 s or the interval when not set.
     * @param backoffFactor The wait grows by this factor with each failure in a row.
     * @param backoffMax The longest wait after failures; 10 minutes or the interval when not set.
     */
    public record Refresh(
            @DefaultValue("5m") Duration interval,
            @Nullable Duration jitter,
            @DefaultValue("2") double backoffFactor,
            @Nullable Duration backoffMax) {}

    /**
     * A queue in a file.
     *
     * @param file The file, in a folder that exists; one process at a time. Without it events wait in memory.
     * @param sync When written events reach the disk.
     * @param maxSize Size that the file may have; events beyond it are refused and counted.
     */
    public record DurableQueue(
            @Nullable Path file,
            @DefaultValue("every-event") SyncPolicy sync,
            @DefaultValue("64MB") DataSize maxSize) {}

    /**
     * How the bean of type {@code DataStore} is used.
     *
     * @param timeout The longest time that one call waits for the store.
     * @param timeToLive How long what is written is kept; for ever when not set.
     */
    public record Store(
            @DefaultValue("1s") Duration timeout, @Nullable Duration timeToLive) {}

    /**
     * How Convert's servers are reached. Nothing of it counts when there is a bean of type {@code Transport}.
     *
     * @param baseUrl Where configurations come from, without a path.
     * @param trackBaseUrl Where events go; [project_id] stands for the project's id.
     * @param timeout The longest time for one request.
     * @param connectTimeout The longest time to connect; 5 s, or the timeout when that is shorter.
     * @param authSecret Secret of an authenticated key.
     * @param headers Further headers of requests for the configuration.
     * @param verifyTls Whether certificates are checked; anything but true belongs in tests.
     * @param compressTracking Whether events are sent packed with gzip.
     * @param engine What makes the connections.
     */
    public record Transport(
            @Nullable String baseUrl,
            @Nullable String trackBaseUrl,
            @DefaultValue("10s") Duration timeout,
            @Nullable Duration connectTimeout,
            @Nullable String authSecret,
            @DefaultValue Map<String, String> headers,
            @DefaultValue("true") boolean verifyTls,
            @DefaultValue("false") boolean compressTracking,
            @Nullable HttpEngine engine) {}

    /**
     * The cookie that tells visitors apart.
     *
     * @param name Its name.
     * @param maxAge How long a visitor is recognised.
     * @param domain The domain whose hosts get it; the one host that set it when not set.
     * @param path Where on the site it is sent.
     * @param secure Whether it is sent over HTTPS only; as the request came in when not set.
     * @param httpOnly Whether scripts in the page cannot see it.
     * @param sameSite Whether it is sent when another site leads here.
     */
    public record Cookie(
            @DefaultValue("convert_visitor") String name,
            @DefaultValue("365d") Duration maxAge,
            @Nullable String domain,
            @DefaultValue("/") String path,
            @Nullable Boolean secure,
            @DefaultValue("true") boolean httpOnly,
            @DefaultValue("lax") SameSite sameSite) {}

    /** Whether a cookie is sent when another site leads here. */
    public enum SameSite {
        /** Never. */
        STRICT("Strict"),

        /** When a link is followed. */
        LAX("Lax"),

        /** Always; the cookie is sent over HTTPS only then. */
        NONE("None");

        final String wireName;

        SameSite(String wireName) {
            this.wireName = wireName;
        }
    }

    /**
     * Preview links.
     *
     * @param enabled Whether a convert_preview parameter forces the variation that it names.
     */
    public record Preview(@DefaultValue("true") boolean enabled) {}

    /**
     * Meters.
     *
     * @param variations Variations that are counted by themselves, up to this many; none for 0.
     */
    public record Metrics(@DefaultValue("0") int variations) {}

    /**
     * The live page of the instance.
     *
     * @param enabled Whether there is one; it needs convert-sdk-inspector-bundle.
     * @param path Where it is, from a slash to a letter.
     */
    public record Inspector(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("/convert/inspector") String path) {}
}
