package com.convert.sdk.benchmarks.subject;

import com.convert.sdk.java.Context;
import com.convert.sdk.java.Core;
import com.convert.sdk.java.EvaluationOptions;
import com.convert.sdk.java.SdkConfig;
import com.convert.sdk.result.ExperienceResult;
import java.util.HashMap;
import java.util.Optional;

/** This SDK through its Java face, blocking or by futures; no trace. */
final class JavaFace implements Subject {
    private static final EvaluationOptions WITHOUT_TRACE = EvaluationOptions.builder()
            .enableStorage(false)
            .enableTracking(false)
            .build();

    private final Core core;
    private final boolean futures;

    JavaFace(int experiences, boolean futures) {
        var config = SdkConfig.builder()
                .data(Projects.withExperiences(experiences))
                .flushOnShutdown(false)
                .build();
        core = new Core(config).initialize();
        this.futures = futures;
    }

    @Override
    public String decide(String visitorId, String country, String experienceKey) {
        var attributes = new HashMap<String, Object>();
        attributes.put("country", country);
        var result = run(core.createContext(visitorId, attributes), experienceKey);
        return result.isEmpty() ? "none" : result.get().getVariationKey();
    }

    private Optional<ExperienceResult> run(Context context, String experienceKey) {
        return futures
                ? context.runExperienceAsync(experienceKey, WITHOUT_TRACE).join()
                : context.runExperience(experienceKey, WITHOUT_TRACE);
    }

    @Override
    public void close() {
        core.close();
    }
}
