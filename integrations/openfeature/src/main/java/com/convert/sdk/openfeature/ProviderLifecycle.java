package com.convert.sdk.openfeature;

import com.convert.sdk.ConfigSnapshot;
import com.convert.sdk.error.InvalidConfigException;
import com.convert.sdk.event.LifecycleEvent;
import com.convert.sdk.event.Subscription;
import com.convert.sdk.java.Core;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.exceptions.FatalError;
import dev.openfeature.sdk.exceptions.GeneralError;
import dev.openfeature.sdk.exceptions.OpenFeatureError;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets an instance its first configuration, however long that takes, and signals from then on what becomes of it. All
 * that happens later happens on one thread of its own.
 */
final class ProviderLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ConvertProvider.class);
    private static final long STOP_SECONDS = 2;

    private final Core core;
    private final Signals signals;
    private final Timing timing;
    private final ScheduledThreadPoolExecutor thread;
    private final AtomicBoolean isRetrying = new AtomicBoolean();
    private final AtomicBoolean isFollowing = new AtomicBoolean();

    private volatile @Nullable Subscription updates;

    /** For {@link #thread} only, once it is set. */
    private volatile @Nullable ConfigSnapshot announced;

    ProviderLifecycle(Core core, Signals signals, Timing timing) {
        this.core = core;
        this.signals = signals;
        this.timing = timing;
        this.thread = new ScheduledThreadPoolExecutor(
                1, ProviderLifecycle::newThread, new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Waits for the first configuration; when there is none, throws and goes on trying. */
    void start() {
        try {
            load();
        } catch (FatalError e) {
            throw e;
        } catch (OpenFeatureError e) {
            if (isRetrying.compareAndSet(false, true)) retryAfter(1);
            throw e;
        }
        follow();
    }

    /** Ends the thread; nothing is signalled any more. */
    void stop() {
        var subscription = updates;
        if (subscription != null) subscription.close();
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) log.warn("a look at the configuration hangs");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void load() {
        try {
            core.initialize();
        } catch (CancellationException e) {
            throw new GeneralError("loading the configuration was interrupted", e);
        } catch (InvalidConfigException | IllegalStateException e) {
            throw new FatalError(e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new GeneralError(e.getMessage(), e);
        }
    }

    private void retryAfter(int failures) {
        var wait = timing.retryMillis(failures, ThreadLocalRandom.current().nextDouble());
        thread.schedule(() -> retry(failures), wait, TimeUnit.MILLISECONDS);
    }

    private void retry(int failures) {
        try {
            load();
            if (follow()) signals.ready("the configuration was loaded");
        } catch (FatalError e) {
            signals.error(ErrorCode.PROVIDER_FATAL, String.valueOf(e.getMessage()));
        } catch (OpenFeatureError e) {
            log.debug("there still is no configuration; will retry", e);
            retryAfter(failures + 1);
        }
    }

    /** Whether this call was the one that began it. */
    private boolean follow() {
        if (!isFollowing.compareAndSet(false, true)) return false;
        announced = core.getCurrentConfig().orElse(null);
        var subscription = core.on(LifecycleEvent.ConfigUpdated.class, event -> thread.execute(this::announceChanges));
        updates = subscription;
        // Stopped while the configuration was loading, and too early to close the subscription.
        if (thread.isShutdown()) subscription.close();
        // An update from before the subscription.
        thread.execute(this::announceChanges);
        var freshness = new Freshness(core.getMetrics());
        var pause = timing.check().toMillis();
        thread.scheduleWithFixedDelay(() -> check(freshness), pause, pause, TimeUnit.MILLISECONDS);
        return true;
    }

    private void announceChanges() {
        var before = announced;
        var now = core.getCurrentConfig().orElse(null);
        if (before == null || now == null || before == now) return;
        announced = now;
        signals.changed(FlagChanges.between(before, now));
    }

    private void check(Freshness freshness) {
        var before = freshness.standing();
        var now = freshness.update(core.getState(), core.getMetrics());
        if (now == before) return;
        switch (now) {
            case FRESH -> signals.ready("the configuration is fresh again");
            case STALE -> signals.stale("the configuration could not be refreshed; keeping the previous one");
            case CLOSED -> signals.error(ErrorCode.PROVIDER_FATAL, "the instance of the SDK was closed");
        }
    }

    private static Thread newThread(Runnable work) {
        var thread = new Thread(work, "convert-openfeature");
        thread.setDaemon(true);
        return thread;
    }
}
