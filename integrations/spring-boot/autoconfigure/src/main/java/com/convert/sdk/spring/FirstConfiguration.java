package com.convert.sdk.spring;

import com.convert.sdk.CoreState;
import com.convert.sdk.error.ConfigLoadException;
import com.convert.sdk.event.LifecycleEvent;
import com.convert.sdk.java.Core;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the start up for an instance's first configuration. An instance that starts in the background retries itself;
 * one of the application's own that does not is loaded once.
 */
final class FirstConfiguration {
    private static final Logger log = LoggerFactory.getLogger(FirstConfiguration.class);
    private static final Set<Integer> TRANSIENT = Set.of(408, 429);

    private final Core core;

    /** Completes when there is a configuration, fails when waiting does not help. */
    private final CompletableFuture<@Nullable Void> settled = new CompletableFuture<>();

    FirstConfiguration(Core core) {
        this.core = core;
    }

    /** Throws what loading failed with, when the mode is to fail or the settings are wrong. */
    void await(Startup mode, Duration timeout) {
        var subscription = core.on(LifecycleEvent.Ready.class, event -> settled.complete(null));
        settled.whenComplete((ready, failure) -> subscription.close());
        load().whenComplete((ready, failure) -> loaded(failure));
        if (mode == Startup.BACKGROUND) return;
        var failure = failure(timeout);
        if (core.isReady()) return;
        if (failure != null && !(failure instanceof ConfigLoadException)) throw failure;
        if (mode == Startup.FAIL) {
            throw failure != null ? failure : new ConfigLoadException("there is no configuration after " + timeout);
        }
        log.warn("starting without a configuration, nobody is in an experience yet");
    }

    /** Joins the load that is under way, or begins it. */
    private CompletableFuture<@Nullable Void> load() {
        return core.initializeAsync()
                .thenCompose(it -> it.isReady() ? CompletableFuture.completedFuture(null) : it.refreshNowAsync());
    }

    private void loaded(@Nullable Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause == null) {
            settled.complete(null);
        } else if (!(cause instanceof ConfigLoadException e)) {
            if (!(core.getState() instanceof CoreState.Closed)) {
                log.error("the configuration cannot be loaded; nobody will be in an experience", cause);
            }
            settled.completeExceptionally(cause);
        } else if (isRefusal(e.getStatusCode()) || !isRetried()) {
            log.warn("the configuration could not be loaded: {}", e.getMessage());
            settled.completeExceptionally(e);
        }
    }

    private @Nullable RuntimeException failure(Duration timeout) {
        try {
            settled.copy().orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).join();
            return null;
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) return cause;
            return core.getState() instanceof CoreState.Failed failed ? failed.getError() : null;
        }
    }

    private boolean isRetried() {
        return !(core.getState() instanceof CoreState.Failed failed && failed.getRetryInMillis() == null);
    }

    /** By the service: waiting does not help, retrying now and then may. */
    private static boolean isRefusal(@Nullable Integer status) {
        return status != null && status >= 400 && status < 500 && !TRANSIENT.contains(status);
    }
}
