package com.convert.sdk.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says where to put a key. */
final class MissingSdkKeyFailureAnalyzer extends AbstractFailureAnalyzer<MissingSdkKeyException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MissingSdkKeyException cause) {
        return new FailureAnalysis("Convert has no SDK key, so there is no project to decide with.", """
                Do one of these:

                  - set convert.sdk-key, or the environment variable CONVERT_SDK_KEY, to the key of your project;
                  - set convert.data to a configuration of your own, such as classpath:convert.json;
                  - set convert.enabled to false where the application is to run without Convert.""", cause);
    }
}
