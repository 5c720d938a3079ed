package com.convert.sdk.bundle;

import com.convert.sdk.java.Core;
import com.convert.sdk.java.SdkConfig;

/** A program that decides once, and reports nothing. */
public final class FirstDecision {
    private static final String CONFIGURATION = """
            {"account_id":"1","project":{"id":"2"},"experiences":[{"id":"3","key":"checkout","variations":[
            {"id":"4","key":"one-page","traffic_allocation":10000}]}]}
            """;

    private FirstDecision() {}

    public static void main(String[] args) {
        var config =
                SdkConfig.builder().data(CONFIGURATION).trackingEnabled(false).build();
        try (var core = new Core(config)) {
            core.initialize();
            core.createContext("visitor").runExperience("checkout").orElseThrow();
        }
    }
}
