package com.convert.sdk.java;

import static com.convert.sdk.java.Given.notNull;

import com.convert.sdk.ConfigSnapshot;
import com.convert.sdk.CoreMetrics;
import com.convert.sdk.CoreState;
import com.convert.sdk.ShutdownResult;
import com.convert.sdk.event.LifecycleEvent;
import com.convert.sdk.event.Subscription;
import com.convert.sdk.internal.interop.OneCopy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One instance of the SDK: loads a project's configuration, keeps it fresh, makes contexts and delivers what they
 * track. Make one for a project, {@link #initialize()} it, share it between all threads, and {@link #close()} it at
 * the end.
 *
 * <pre>{@code
 * var core = new Core(SdkConfig.builder().sdkKey(System.getenv("CONVERT_SDK_KEY")).build());
 * core.initialize();
 * var context = core.createContext("visitor-1", Map.of("country", "US"));
 * var result = context.runExperience("checkout");
 * }</pre>
 *
 * <p>Every operation that may wait has two forms: one that blocks, and one that ends in {@code Async} and gives a
 * future. An interrupt of the first, or cancelling the second, cancels the work. The first throws the SDK's exceptions
 * as they are; in the second they are the cause that {@link CompletableFuture#join()} wraps. A future that had to wait
 * is completed by the executor of {@link SdkConfig.Builder#executor}.
 */
public final class Core implements AutoCloseable {
    private final com.convert.sdk.Core core;
    private final Bridge bridge;

    /**
     * An instance that reaches Convert's servers with the SDK's own HTTP client; nothing is loaded yet.
     *
     * @param config its settings
     * @throws IllegalStateException when {@code convert-sdk-java-bundle} is on the class path together with the jars that
     *     it stands for
     */
    public Core(SdkConfig config) {
        OneCopy.verify();
        this.core = new com.convert.sdk.Core(notNull(config, "config").core());
        this.bridge = bridge(config, core);
    }

    /**
     * An instance that reaches Convert's servers as the transport does, and closes it in the end.
     *
     * @param config its settings
     * @param transport the way to Convert's servers
     * @throws IllegalStateException when {@code convert-sdk-java-bundle} is on the class path together with the jars that
     *     it stands for
     */
    public Core(SdkConfig config, Transport transport) {
        OneCopy.verify();
        this.core = new com.convert.sdk.Core(
                notNull(config, "config").core(), StageTransport.of(notNull(transport, "transport")));
        this.bridge = bridge(config, core);
    }

    private static Bridge bridge(SdkConfig config, com.convert.sdk.Core core) {
        var executor = config.executor();
        return new Bridge(executor == null ? core.getCallbackExecutor() : executor);
    }

    /** {@return whether there is a configuration, so that contexts can be made} */
    public boolean isReady() {
        return core.isReady();
    }

    /** {@return the configuration that the next context gets; empty until there is one} */
    public Optional<ConfigSnapshot> getCurrentConfig() {
        return Optional.ofNullable(core.getCurrentConfig());
    }

    /** {@return where this instance stands} */
    public CoreState getState() {
        return core.getState().getValue();
    }

    /** {@return whether exposures and conversions are reported} */
    public boolean getTrackingEnabled() {
        return core.getTrackingEnabled();
    }

    /**
     * Turns the reporting of exposures and conversions on or off, for the calls that begin after it. What is queued
     * already is delivered all the same. Decisions are made and stored as ever; an exposure that was not reported is
     * reported by a decision made after tracking is on again.
     *
     * @param trackingEnabled false to report nothing
     */
    public void setTrackingEnabled(boolean trackingEnabled) {
        core.setTrackingEnabled(trackingEnabled);
    }

    /** {@return one reading of all counters} */
    public CoreMetrics getMetrics() {
        return core.getMetrics();
    }

    /**
     * What happens here, for a subscriber from its first request on; {@link LifecycleEvent.Ready} comes first even when
     * it happened before. Signals come from the executor of {@link SdkConfig.Builder#executor}, the first ones from the
     * thread that requests them. Each subscriber has a buffer of 256 events; what it has not requested in time beyond
     * that is missed and counted. Completes when this instance is closed.
     *
     * @return a publisher for any number of subscribers
     */
    public Flow.Publisher<LifecycleEvent> getEvents() {
        return new EventPublisher(core.getEvents(), bridge);
    }

    /**
     * Loads the configuration. Does nothing when there is one already; may be called again after a failure. Callers at
     * the same time wait for the same loading. With {@link com.convert.sdk.StartMode#BACKGROUND} it returns at once and
     * throws neither of the first two.
     *
     * @return this instance
     * @throws com.convert.sdk.error.ConfigLoadException when the configuration cannot be loaded, and no cache can stand
     *     in for it
     * @throws com.convert.sdk.error.InvalidConfigException when direct data is no usable configuration
     * @throws com.convert.sdk.error.IncompatibleLibraryException when a library on the class path is too old
     * @throws IllegalStateException when this instance is closed
     */
    public Core initialize() {
        return bridge.await(core::initialize, initialized -> this);
    }

    /**
     * Same as {@link #initialize()}, in a future.
     *
     * @return this instance; fails with what {@link #initialize()} throws
     */
    public CompletableFuture<Core> initializeAsync() {
        return bridge.future(core::initialize, initialized -> this);
    }

    /**
     * A context for a visitor, without attributes.
     *
     * @param visitorId the visitor
     * @return the context
     * @throws IllegalArgumentException when the id is empty
     * @throws IllegalStateException when this instance is closed, or when there is no configuration yet and the settings
     *     do not say {@link com.convert.sdk.StartMode#BACKGROUND}
     */
    public Context createContext(String visitorId) {
        return new Context(core.createContext(notNull(visitorId, "visitorId")), bridge);
    }

    /**
     * A context for a visitor with attributes, laid over those stored for the visitor.
     *
     * @param visitorId the visitor
     * @param attributes what audience rules see; copied
     * @return the context
     * @throws IllegalArgumentException when the id is empty
     * @throws IllegalStateException when this instance is closed, or when there is no configuration yet and the settings
     *     do not say {@link com.convert.sdk.StartMode#BACKGROUND}
     */
    public Context createContext(String visitorId, Map<String, ? extends @Nullable Object> attributes) {
        return new Context(
                core.createContext(notNull(visitorId, "visitorId"), notNull(attributes, "attributes")), bridge);
    }

    /**
     * A context for a visitor with attributes and a location. Values are text, numbers, booleans, {@code null}, lists
     * and maps; of anything else, rules see its text.
     *
     * @param visitorId the visitor
     * @param attributes what audience rules see; copied
     * @param location what location rules see; copied
     * @return the context
     * @throws IllegalArgumentException when the id is empty
     * @throws IllegalStateException when this instance is closed, or when there is no configuration yet and the settings
     *     do not say {@link com.convert.sdk.StartMode#BACKGROUND}
     */
    public Context createContext(
            String visitorId,
            Map<String, ? extends @Nullable Object> attributes,
            Map<String, ? extends @Nullable Object> location) {
        return new Context(
                core.createContext(
                        notNull(visitorId, "visitorId"),
                        notNull(attributes, "attributes"),
                        notNull(location, "location")),
                bridge);
    }

    /**
     * Registers a listener. It is called for one event at a time, on a worker thread. What it throws is logged and
     * counted. Events it is too slow for, beyond a buffer of 256, are missed and counted.
     *
     * @param type the events to listen for; {@link LifecycleEvent} for all
     * @param listener called for each
     * @param <E> the type of event
     * @return closing it ends the subscription
     */
    public <E extends LifecycleEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
        return core.on(notNull(type, "type"), notNull(listener, "listener")::accept);
    }

    /**
     * Asks for the configuration now, beside any background refresh.
     *
     * @throws com.convert.sdk.error.ConfigLoadException when that fails; the previous configuration stays in use
     */
    public void refreshNow() {
        bridge.awaitUnit(core::refreshNow);
    }

    /**
     * Same as {@link #refreshNow()}, in a future.
     *
     * @return completed when the answer is there; fails with what {@link #refreshNow()} throws
     */
    public CompletableFuture<@Nullable Void> refreshNowAsync() {
        return bridge.futureUnit(core::refreshNow);
    }

    /**
     * Returns when all events that were queued before are delivered, or rejected by the service. Being
     * interrupted does not stop the delivery.
     *
     * @throws com.convert.sdk.error.TrackingDeliveryException when the service cannot be reached; the events stay
     *     queued
     */
    public void flush() {
        bridge.awaitUnit(core::flush);
    }

    /**
     * Same as {@link #flush()}, in a future.
     *
     * @return completed when all is delivered; fails with what {@link #flush()} throws
     */
    public CompletableFuture<@Nullable Void> flushAsync() {
        return bridge.futureUnit(core::flush);
    }

    /**
     * Closes this instance as {@link #close()} does, and says how many events it had to leave. Gives the same answer
     * when called again. Goes on to its end even when the caller is interrupted.
     *
     * @return how closing went
     */
    public ShutdownResult shutdown() {
        // Waits even when interrupted; the answer is there afterwards.
        core.close();
        return bridge.await(core::shutdown);
    }

    /**
     * Same as {@link #shutdown()}, in a future.
     *
     * @return how closing went
     */
    public CompletableFuture<ShutdownResult> shutdownAsync() {
        return bridge.future(core::shutdown);
    }

    /**
     * Delivers what is queued, for at most {@link SdkConfig.Builder#closeTimeout}, and releases every thread and
     * connection. How many events it had to leave is in {@link #getMetrics()} and, if any, in the log. May be called
     * again.
     */
    @Override
    public void close() {
        core.close();
    }

    @Override
    public String toString() {
        return core.toString();
    }
}
