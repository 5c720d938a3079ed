package com.convert.sdk.openfeature;

import com.convert.sdk.java.Core;
import com.convert.sdk.java.SdkConfig;
import com.convert.sdk.java.Transport;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.EventProvider;
import dev.openfeature.sdk.Metadata;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.TrackingEventDetails;
import dev.openfeature.sdk.Value;
import dev.openfeature.sdk.exceptions.FatalError;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Convert as a provider of OpenFeature.
 *
 * <pre>{@code
 * var settings = SdkConfig.builder().sdkKey(System.getenv("CONVERT_SDK_KEY")).build();
 * OpenFeatureAPI.getInstance().setProviderAndWait(new ConvertProvider(settings));
 * }</pre>
 *
 * <p>A flag key is the key of a feature, else of an experience, else {@code feature.variable}. A feature that has
 * exactly one variable is the value of that. As a boolean, any feature whose only variable is not a boolean is true
 * when it is served; as an object, a feature is its variables. An experience is the key of the variation as text, or
 * the variation as an object. A visitor who gets neither gets the caller's default with the reason {@code DEFAULT}.
 *
 * <p>The targeting key is the visitor. All else in the context are attributes of this call, which are not stored; a
 * structure named {@code location} is also what location rules see.
 *
 * <p>Evaluations and {@link #track} never throw and never ask Convert's servers. While there is no configuration they
 * give the default and {@code PROVIDER_NOT_READY}; loading goes on in the background until there is one, and the
 * provider then becomes ready. It becomes stale while refreshes fail, or after a start from the cache file.
 *
 * <p>For any number of threads. A provider that was shut down cannot be used again.
 */
public final class ConvertProvider extends EventProvider {
    private static final Metadata METADATA = () -> "Convert";

    private final Core core;
    private final boolean ownsCore;
    private final FlagResolver resolver;
    private final GoalTracker tracker;
    private final ProviderLifecycle lifecycle;
    private final AtomicBoolean isShutDown = new AtomicBoolean();

    /**
     * A provider with an instance of the SDK of its own, which reaches Convert's servers with the SDK's HTTP client and
     * is closed on {@link #shutdown}.
     *
     * @param settings the instance's settings
     */
    public ConvertProvider(SdkConfig settings) {
        this(new Core(settings), true, Timing.DEFAULT);
    }

    /**
     * As {@link #ConvertProvider(SdkConfig)}, over a transport; it is closed as well.
     *
     * @param settings the instance's settings
     * @param transport the way to Convert's servers
     */
    public ConvertProvider(SdkConfig settings, Transport transport) {
        this(new Core(settings, transport), true, Timing.DEFAULT);
    }

    /**
     * A provider over an instance that belongs to the caller: initialized here if that has not happened yet, flushed on
     * {@link #shutdown}, and left open.
     *
     * @param core the instance
     */
    public ConvertProvider(Core core) {
        this(core, false, Timing.DEFAULT);
    }

    ConvertProvider(Core core, boolean ownsCore, Timing timing) {
        this.core = core;
        this.ownsCore = ownsCore;
        this.resolver = new FlagResolver(core);
        this.tracker = new GoalTracker(core);
        this.lifecycle = new ProviderLifecycle(core, new EmittedSignals(this), timing);
    }

    /** {@return the instance of the SDK underneath, for what OpenFeature has no words for} */
    public Core getCore() {
        return core;
    }

    @Override
    public Metadata getMetadata() {
        return METADATA;
    }

    /**
     * Loads the configuration and waits for it. After a failure, loading goes on in the background.
     *
     * @param context not used
     * @throws dev.openfeature.sdk.exceptions.GeneralError when the configuration could not be loaded
     * @throws FatalError when it never can be: the settings hold unusable data, or this provider was shut down
     */
    @Override
    public void initialize(@Nullable EvaluationContext context) {
        if (isShutDown.get()) throw new FatalError("this provider was shut down; make a new one");
        lifecycle.start();
    }

    @Override
    public ProviderEvaluation<Boolean> getBooleanEvaluation(
            String key, @Nullable Boolean defaultValue, @Nullable EvaluationContext context) {
        return resolver.evaluate(key, FlagType.BOOLEAN, defaultValue, context);
    }

    @Override
    public ProviderEvaluation<String> getStringEvaluation(
            String key, @Nullable String defaultValue, @Nullable EvaluationContext context) {
        return resolver.evaluate(key, FlagType.STRING, defaultValue, context);
    }

    @Override
    public ProviderEvaluation<Integer> getIntegerEvaluation(
            String key, @Nullable Integer defaultValue, @Nullable EvaluationContext context) {
        return resolver.evaluate(key, FlagType.INTEGER, defaultValue, context);
    }

    @Override
    public ProviderEvaluation<Long> getLongEvaluation(
            String key, @Nullable Long defaultValue, @Nullable EvaluationContext context) {
        return resolver.evaluate(key, FlagType.LONG, defaultValue, context);
    }

    @Override
    public ProviderEvaluation<Double> getDoubleEvaluation(
            String key, @Nullable Double defaultValue, @Nullable EvaluationContext context) {
        return resolver.evaluate(key, FlagType.DOUBLE, defaultValue, context);
    }

    @Override
    public ProviderEvaluation<Value> getObjectEvaluation(
            String key, @Nullable Value defaultValue, @Nullable EvaluationContext context) {
        return resolver.evaluate(key, FlagType.OBJECT, defaultValue, context);
    }

    /**
     * Reports a conversion. The value is its revenue; text, numbers and booleans among the other details are its goal
     * data ({@code transactionId}, {@code productsCount}, …), except {@code forceMultiple}, which when true counts a
     * goal again that the visitor has reached before. What cannot be reported is logged.
     *
     * @param goalKey key of the goal
     * @param context its targeting key is the visitor
     * @param details value and goal data
     */
    @Override
    public void track(String goalKey, @Nullable EvaluationContext context, @Nullable TrackingEventDetails details) {
        tracker.track(goalKey, context, details);
    }

    /**
     * Delivers what is queued and ends every thread of this provider. An instance of its own is closed, which takes at
     * most its close time-out; for one that was given, delivery is waited for up to 5 s. May be called twice.
     */
    @Override
    public void shutdown() {
        if (!isShutDown.compareAndSet(false, true)) return;
        lifecycle.stop();
        if (ownsCore) core.close();
        else CoreFlush.within(core, CoreFlush.LIMIT);
        super.shutdown();
    }
}
