package com.convert.sdk.benchmarks.subject;

import com.convert.sdk.Context;
import com.convert.sdk.Core;
import com.convert.sdk.EvaluationOptions;
import com.convert.sdk.result.ExperienceResult;
import java.util.HashMap;

/** This SDK, called as Kotlin's compiler calls it. */
final class Convert implements Subject {
    private static final EvaluationOptions WITHOUT_TRACE = Projects.withoutTrace();

    private final Core core;
    private final EvaluationOptions options;

    Convert(int experiences, boolean defaults) {
        core = Projects.core(Projects.withExperiences(experiences));
        options = defaults ? EvaluationOptions.DEFAULT : WITHOUT_TRACE;
    }

    @Override
    public String decide(String visitorId, String country, String experienceKey) {
        var attributes = new HashMap<String, Object>();
        attributes.put("country", country);
        Context context = core.createContext(visitorId, attributes);
        var result = (ExperienceResult) InPlace.value(context.runExperience(experienceKey, options, InPlace.get()));
        return result == null ? "none" : result.getVariationKey();
    }

    @Override
    public void close() {
        core.close();
    }
}
