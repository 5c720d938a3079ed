package com.convert.sdk.benchmarks.subject;

import com.optimizely.ab.Optimizely;
import com.optimizely.ab.optimizelydecision.OptimizelyDecideOption;
import java.util.HashMap;
import java.util.List;

/** Optimizely's SDK on a datafile: a flag with one experiment for an audience of one condition. No event is made. */
final class OptimizelyFullStack implements Subject {
    private static final List<OptimizelyDecideOption> WITHOUT_EVENT =
            List.of(OptimizelyDecideOption.DISABLE_DECISION_EVENT);

    private final Optimizely optimizely;

    OptimizelyFullStack(int experiences) {
        optimizely = Optimizely.builder().withDatafile(datafile(experiences)).build();
    }

    private static String datafile(int experiences) {
        return """
            {"version":"4","accountId":"1","projectId":"2","revision":"1","anonymizeIP":true,"botFiltering":false,
            "attributes":[{"id":"3","key":"country"}],"typedAudiences":[],"events":[],"groups":[],"variables":[],
            "rollouts":[],"audiences":[{"id":"4","name":"us","conditions":"[\\"and\\",[\\"or\\",[\\"or\\",\
            {\\"name\\":\\"country\\",\\"type\\":\\"custom_attribute\\",\\"match\\":\\"exact\\",\\"value\\":\\"US\\"}]]]"}],
            "featureFlags":[%s],"experiments":[%s]}\
            """.formatted(
                        Json.items(experiences, OptimizelyFullStack::flag),
                        Json.items(experiences, OptimizelyFullStack::experiment));
    }

    private static String flag(int index) {
        return """
            {"id":"5%2$d","key":"%1$s","rolloutId":"","experimentIds":["6%2$d"],"variables":[]}\
            """.formatted(Traffic.key(index), index);
    }

    private static String experiment(int index) {
        return """
            {"id":"6%2$d","key":"%1$s","status":"Running","layerId":"7%2$d","audienceIds":["4"],
            "forcedVariations":{},"trafficAllocation":[{"entityId":"8%2$d","endOfRange":5000},
            {"entityId":"9%2$d","endOfRange":10000}],"variations":[
            {"id":"8%2$d","key":"control","featureEnabled":true,"variables":[]},
            {"id":"9%2$d","key":"treatment","featureEnabled":true,"variables":[]}]}\
            """.formatted(Traffic.key(index), index);
    }

    @Override
    public String decide(String visitorId, String country, String experienceKey) {
        var attributes = new HashMap<String, Object>();
        attributes.put("country", country);
        return optimizely
                .createUserContext(visitorId, attributes)
                .decide(experienceKey, WITHOUT_EVENT)
                .getVariationKey();
    }

    @Override
    public void close() {
        optimizely.close();
    }
}
