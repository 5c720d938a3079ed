package com.convert.sdk.spring;

import com.convert.sdk.java.Core;
import com.convert.sdk.java.SdkConfig;
import org.slf4j.helpers.NOPLogger;

/** Decides nothing and tracks nothing; for those who did not consent, and while there is no configuration. */
final class Bystander implements AutoCloseable {
    private final Core core = new Core(SdkConfig.builder()
            .data("{\"account_id\":\"0\",\"project\":{\"id\":\"0\"}}")
            .trackingEnabled(false)
            .flushOnShutdown(false)
            .logger(NOPLogger.NOP_LOGGER)
            .build());

    Bystander() {
        core.initialize();
    }

    Core core() {
        return core;
    }

    @Override
    public void close() {
        core.close();
    }
}
