package com.convert.sdk.spring;

import com.convert.sdk.java.Core;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the instance before the web server takes requests, and delivers what is queued after the server has answered
 * the last one, while whatever a data store or a transport needs is still there. The instance itself stays open until
 * the context closes: a context that was stopped, or paused between tests, may start again.
 */
final class ConvertLifecycle implements SmartLifecycle {
    /** Below the web server's own, which is 2,048 below the default one, and below its graceful shutdown. */
    static final int PHASE = DEFAULT_PHASE - 4_096;

    private static final Logger log = LoggerFactory.getLogger(ConvertLifecycle.class);

    private final Core core;
    private final ConvertProperties properties;
    private volatile boolean isRunning;

    ConvertLifecycle(Core core, ConvertProperties properties) {
        this.core = core;
        this.properties = properties;
    }

    @Override
    public void start() {
        if (!core.isReady()) new FirstConfiguration(core).await(properties.startup(), properties.startupTimeout());
        isRunning = true;
    }

    @Override
    public void stop(Runnable callback) {
        isRunning = false;
        core.flushAsync()
                .orTimeout(properties.closeTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((flushed, failure) -> {
                    if (failure != null) reportLate(properties.closeTimeout());
                    callback.run();
                });
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void reportLate(Duration limit) {
        log.warn(
                "{} events could not be delivered within {}; closing tries once more",
                core.getMetrics().getQueueLength(),
                limit);
    }
}
