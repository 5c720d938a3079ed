package com.convert.sdk.spring;

import com.convert.sdk.java.SdkConfig;

/** Has the last word on the settings of the instance, after the {@code convert.*} properties. As ordered beans. */
@FunctionalInterface
public interface ConvertConfigCustomizer {
    /**
     * Called once, before the instance is made.
     *
     * @param settings the settings so far
     */
    void customize(SdkConfig.Builder settings);
}
