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

    private Convert(Core core, EvaluationOptions options) {
        this.core = core;
        this.options = options;
    }

    static Convert withoutTrace(int experiences) {
        return new Convert(Projects.core(Projects.withExperiences(experiences)), WITHOUT_TRACE);
    }

    static Convert withDefaults(int experiences) {
        return new Convert(Projects.core(Projects.withExperiences(experiences)), EvaluationOptions.DEFAULT);
    }

    /** With defaults, a service that is down, and a queue that is full by that. */
    static Convert withFullQueue(int experiences) {
        var core = Projects.coreWithoutService(Projects.withExperiences(experiences));
        var convert = new Convert(core, EvaluationOptions.DEFAULT);
        for (var i = 0; core.getMetrics().getEventsDroppedQueueFull() == 0; i++) {
            convert.decide("earlier visitor " + i, Traffic.COUNTRY, Traffic.key(0));
        }
        return convert;
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
    public void flush() {
        Projects.flush(core);
    }

    @Override
    public void close() {
        core.close();
    }
}
