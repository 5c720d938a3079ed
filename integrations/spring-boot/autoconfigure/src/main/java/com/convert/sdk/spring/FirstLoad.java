package com.convert.sdk.spring;

import com.convert.sdk.error.ConfigLoadException;
import com.convert.sdk.java.Core;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets an instance its first configuration, however long that takes. Holds no thread while it waits. */
final class FirstLoad {
    private static final Logger log = LoggerFactory.getLogger(FirstLoad.class);
    private static final Set<Integer> TRANSIENT = Set.of(408, 429);
    private static final long FIRST_PAUSE = 1_000;
    private static final long LONGEST_PAUSE = 60_000;

    private enum Outcome {
        READY,

        /** By the service: waiting does not help, retrying now and then may. */
        REFUSED,

        /** Without a configuration. */
        ENDED,

        /** The time was over. */
        OPEN
    }

    private final Core core;
    private final CompletableFuture<Outcome> settled = new CompletableFuture<>();

    private volatile @Nullable RuntimeException lastFailure;
    private volatile boolean isStopped;

    FirstLoad(Core core) {
        this.core = core;
    }

    /** Throws what loading failed with, when the mode is to fail or the settings are wrong. */
    void start(Startup mode, Duration timeout) {
        attempt(FIRST_PAUSE);
        if (mode == Startup.BACKGROUND) return;
        var outcome = settled.copy()
                .completeOnTimeout(Outcome.OPEN, timeout.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        if (outcome == Outcome.READY) return;
        var failure = lastFailure;
        if (outcome == Outcome.ENDED && failure != null) throw failure;
        if (mode == Startup.FAIL) {
            throw failure != null ? failure : new ConfigLoadException("there is no configuration after " + timeout);
        }
        log.warn("starting without a configuration, nobody is in an experience yet; will retry");
    }

    /** No further attempt is made. */
    void stop() {
        isStopped = true;
    }

    private void attempt(long pause) {
        if (isStopped) return;
        core.initializeAsync().whenComplete((ready, failure) -> {
            if (failure == null) {
                settled.complete(Outcome.READY);
            } else {
                failed(
                        failure instanceof CompletionException e && e.getCause() != null ? e.getCause() : failure,
                        pause);
            }
        });
    }

    private void failed(Throwable failure, long pause) {
        if (isStopped) return;
        lastFailure = failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
        if (failure instanceof ConfigLoadException e) {
            log.warn("the configuration could not be loaded; will retry: {}", e.getMessage());
            if (isRefusal(e.getStatusCode())) settled.complete(Outcome.REFUSED);
            var wait = (long) (pause * ThreadLocalRandom.current().nextDouble(0.5, 1));
            CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS)
                    .execute(() -> attempt(Math.min(pause * 2, LONGEST_PAUSE)));
        } else {
            log.error("the configuration cannot be loaded; nobody will be in an experience", failure);
            settled.complete(Outcome.ENDED);
        }
    }

    private static boolean isRefusal(@Nullable Integer status) {
        return status != null && status >= 400 && status < 500 && !TRANSIENT.contains(status);
    }
}
