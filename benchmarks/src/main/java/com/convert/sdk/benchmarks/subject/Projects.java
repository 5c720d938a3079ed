package com.convert.sdk.benchmarks.subject;

import com.convert.sdk.Core;
import com.convert.sdk.EvaluationOptions;
import com.convert.sdk.SdkConfig;
import com.convert.sdk.transport.ConfigRequest;
import com.convert.sdk.transport.ConfigResponse;
import com.convert.sdk.transport.TrackingRequest;
import com.convert.sdk.transport.TrackingResponse;
import com.convert.sdk.transport.Transport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;

/** Projects for this SDK, and instances that decide for them. */
public final class Projects {
    /** The key of the goal of {@link #withGoal()}. */
    public static final String GOAL = "goal";

    private static final int RULES = 30;
    private static final int VARIABLES = 20;
    private static final int AUDIENCES = 5;

    private static final String SIX_VALUES = """
        "text":"hello","count":"7","ratio":"0.5","on":"true","list":"[1,2,3]","object":"{\\"a\\":1}"\
        """;
    private static final String SIX_VARIABLES = """
        {"key":"text","type":"string"},{"key":"count","type":"integer"},{"key":"ratio","type":"float"},
        {"key":"on","type":"boolean"},{"key":"list","type":"json"},{"key":"object","type":"json"}\
        """;

    private Projects() {}

    /** One audience of one rule, and experiences for it with two variations of equal traffic. */
    public static String withExperiences(int count) {
        var experiences = IntStream.range(0, count)
                .mapToObj(i -> experience(i, Traffic.key(i), "[\"7\"]", ""))
                .collect(Collectors.joining(","));
        return project(audience("7", equalTo("country", Traffic.COUNTRY)), experiences, "");
    }

    /** One experience, two variations of which carry a feature with six variables. */
    public static String withFeature() {
        return withFeature(1, SIX_VALUES, SIX_VARIABLES);
    }

    /** The same with twenty variables. */
    public static String withLargeFeature() {
        return withFeature(
                1,
                Json.items(VARIABLES, i -> "\"variable%d\":\"%d\"".formatted(i, i)),
                Json.items(VARIABLES, i -> "{\"key\":\"variable%d\",\"type\":\"integer\"}".formatted(i)));
    }

    /** The feature with six variables in the last one of that many experiences. */
    public static String withFeatureAmong(int experiences) {
        return withFeature(experiences, SIX_VALUES, SIX_VARIABLES);
    }

    private static String withFeature(int experiences, String values, String variables) {
        var changes = """
            ,"changes":[{"id":"4","type":"fullStackFeature","data":{"feature_id":"5","variables_data":{%s}}}]\
            """.formatted(values);
        var feature = ",\"features\":[{\"id\":\"5\",\"key\":\"feature\",\"variables\":[" + variables + "]}]";
        var last = experiences - 1;
        return project(
                audience("7", equalTo("country", Traffic.COUNTRY)),
                Json.items(experiences, i -> experience(i, Traffic.key(i), "[\"7\"]", i == last ? changes : "")),
                feature);
    }

    /** One experience for five audiences, the last of which is the visitors' own. */
    public static String withFiveAudiences() {
        var last = AUDIENCES - 1;
        var audiences = Json.items(
                AUDIENCES, i -> audience("7" + i, equalTo("country", i == last ? Traffic.COUNTRY : "Z" + i)));
        var ids = Json.items(AUDIENCES, i -> "\"7" + i + "\"");
        return project(audiences, experience(0, Traffic.key(0), "[" + ids + "]", ""), "");
    }

    /** One experience for an audience of thirty rules, any of which will do. */
    public static String withThirtyRules() {
        var rules = IntStream.range(0, RULES)
                .mapToObj(i -> rule("equals", "country", "Z" + i))
                .collect(Collectors.joining(","));
        return withAudience("{\"OR_WHEN\":[" + rules + "]}");
    }

    /** One experience for an audience of one regular expression. */
    public static String withPattern() {
        return withAudience(anyOf(rule("regexMatches", "country", "^[a-z0-9._]+@[a-z0-9]+\\\\.(com|org)$")));
    }

    /** Nothing but a goal. */
    public static String withGoal() {
        return project("", "", ",\"goals\":[{\"id\":\"9\",\"key\":\"" + GOAL + "\"}]");
    }

    private static String withAudience(String group) {
        return project(audience("7", group), experience(0, Traffic.key(0), "[\"7\"]", ""), "");
    }

    /** Experiences for audiences of their own, as many as make a text of at least {@code characters}. */
    public static String ofSize(int characters) {
        var audiences = new StringBuilder();
        var experiences = new StringBuilder();
        for (var i = 0; audiences.length() + experiences.length() < characters; i++) {
            var separator = i == 0 ? "" : ",";
            var rules = anyOf(rule("contains", "plan", "gold" + i));
            audiences.append(separator).append(audience("7" + i, equalTo("country", Traffic.COUNTRY), rules));
            experiences.append(separator).append(experience(i, Traffic.key(i), "[\"7" + i + "\"]", ""));
        }
        return project(audiences.toString(), experiences.toString(), "");
    }

    /** Options with which a decision is neither stored nor tracked. */
    public static EvaluationOptions withoutTrace() {
        var builder = new EvaluationOptions.Builder();
        builder.setEnableStorage(false);
        builder.setEnableTracking(false);
        return builder.build();
    }

    static String experience(int index, String key, String audiences, String changes) {
        return """
            {"id":"10000%1$d","key":"%2$s","status":"active","audiences":%3$s,"variations":[
            {"id":"20000%1$d","key":"control","status":"running","traffic_allocation":50},
            {"id":"30000%1$d","key":"treatment","status":"running","traffic_allocation":50%4$s}]}\
            """.formatted(index, key, audiences, changes);
    }

    static String audience(String id, String... groups) {
        return """
            {"id":"%1$s","key":"audience-%1$s","type":"transient","rules":{"OR":[{"AND":[%2$s]}]}}\
            """.formatted(id, String.join(",", groups));
    }

    static String equalTo(String key, String value) {
        return anyOf(rule("equals", key, value));
    }

    static String anyOf(String rule) {
        return "{\"OR_WHEN\":[" + rule + "]}";
    }

    static String rule(String matchType, String key, String value) {
        return """
            {"rule_type":"generic_text_key_value","matching":{"match_type":"%s","negated":false},\
            "key":"%s","value":"%s"}\
            """.formatted(matchType, key, value);
    }

    static String project(String audiences, String experiences, String others) {
        return """
            {"account_id":"1","project":{"id":"2"},"audiences":[%s],"experiences":[%s]%s}\
            """.formatted(audiences, experiences, others);
    }

    /** An instance with {@code project}, ready, whose events go nowhere. */
    public static Core core(String project) {
        return core(project, new Nowhere());
    }

    /** The same, whose events stay: the service is down. */
    public static Core coreWithoutService(String project) {
        return core(project, new Down());
    }

    private static Core core(String project, Transport transport) {
        var config = new SdkConfig.Builder().data(project);
        config.setFlushOnShutdown(false);
        return initialized(new Core(config.build(), transport));
    }

    private static Core initialized(Core core) {
        try {
            return BuildersKt.runBlocking(EmptyCoroutineContext.INSTANCE, (scope, done) -> core.initialize(done));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns once all events are delivered. */
    public static void flush(Core core) {
        try {
            BuildersKt.runBlocking(EmptyCoroutineContext.INSTANCE, (scope, done) -> core.flush(done));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes every event at once, as a service that is never slow. */
    private static class Nowhere implements Transport {
        private static final TrackingResponse TAKEN = new TrackingResponse(200, null);

        @Override
        public Object fetchConfig(ConfigRequest request, Continuation<? super ConfigResponse> done) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object sendTracking(TrackingRequest request, Continuation<? super TrackingResponse> done) {
            return TAKEN;
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    /** Says that it is overloaded, until the instance is closed. */
    private static final class Down extends Nowhere {
        private static final TrackingResponse UNAVAILABLE = new TrackingResponse(503, null);

        @Override
        public Object sendTracking(TrackingRequest request, Continuation<? super TrackingResponse> done) {
            return UNAVAILABLE;
        }
    }
}
