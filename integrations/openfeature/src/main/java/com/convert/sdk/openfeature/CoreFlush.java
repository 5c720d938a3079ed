package com.convert.sdk.openfeature;

import com.convert.sdk.java.Core;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits, not for ever, until what an instance has queued is delivered. */
final class CoreFlush {
    static final Duration LIMIT = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(ConvertProvider.class);

    private CoreFlush() {}

    /** Failures are logged: the events stay queued in the instance, which goes on delivering. */
    static void within(Core core, Duration limit) {
        try {
            core.flushAsync().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            log.warn("not all events were delivered at shutdown of the provider; they stay queued");
        }
    }
}
