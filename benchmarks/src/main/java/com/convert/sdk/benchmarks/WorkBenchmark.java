package com.convert.sdk.benchmarks;

import com.convert.sdk.Context;
import com.convert.sdk.Core;
import com.convert.sdk.EvaluationOptions;
import com.convert.sdk.benchmarks.subject.InPlace;
import com.convert.sdk.benchmarks.subject.Projects;
import com.convert.sdk.benchmarks.subject.Traffic;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Larger questions than one experience of one rule, each from a new context and without a trace. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WorkBenchmark {
    private static final int VISITORS = 1_024;
    private static final int EXPERIENCES = 100;
    private static final int MANY = 10_000;
    private static final int ATTRIBUTES = 64;

    private final Traffic traffic = new Traffic(VISITORS, EXPERIENCES);
    private final EvaluationOptions options = Projects.withoutTrace();
    private Core hundred;
    private Core feature;
    private Core tree;
    private Core pattern;
    private Core largeFeature;
    private Core featureAmongMany;
    private Core audiences;
    private Map<String, Object> attributes;

    @Setup
    public void open() {
        hundred = Projects.core(Projects.withExperiences(EXPERIENCES));
        feature = Projects.core(Projects.withFeature());
        tree = Projects.core(Projects.withThirtyRules());
        pattern = Projects.core(Projects.withPattern());
        largeFeature = Projects.core(Projects.withLargeFeature());
        featureAmongMany = Projects.core(Projects.withFeatureAmong(MANY));
        audiences = Projects.core(Projects.withFiveAudiences());
        attributes = new HashMap<>();
        for (var i = 1; i < ATTRIBUTES; i++) {
            attributes.put("attribute" + i, "value" + i);
        }
        attributes.put("country", Traffic.COUNTRY);
    }

    @TearDown
    public void close() {
        hundred.close();
        feature.close();
        tree.close();
        pattern.close();
        largeFeature.close();
        featureAmongMany.close();
        audiences.close();
    }

    @Benchmark
    public Object hundredExperiences() {
        return InPlace.value(context(hundred, Traffic.COUNTRY).runExperiences(options, InPlace.get()));
    }

    @Benchmark
    public Object featureWithSixVariables() {
        return InPlace.value(context(feature, Traffic.COUNTRY).runFeature("feature", options, InPlace.get()));
    }

    @Benchmark
    public Object featureWithTwentyVariables() {
        return InPlace.value(context(largeFeature, Traffic.COUNTRY).runFeature("feature", options, InPlace.get()));
    }

    /** The one with six variables. */
    @Benchmark
    public Object featureAmongTenThousandExperiences() {
        return InPlace.value(context(featureAmongMany, Traffic.COUNTRY).runFeature("feature", options, InPlace.get()));
    }

    @Benchmark
    public Object fiveAudiences() {
        return InPlace.value(context(audiences, Traffic.COUNTRY).runExperience(Traffic.key(0), options, InPlace.get()));
    }

    /** One of which the experience's rule is about. */
    @Benchmark
    public Object sixtyFourAttributes() {
        traffic.advance();
        return InPlace.value(hundred.createContext(traffic.visitor(), attributes)
                .runExperience(Traffic.key(0), options, InPlace.get()));
    }

    /** The last of the rules is the one that matches. */
    @Benchmark
    public Object thirtyRules() {
        return InPlace.value(context(tree, "Z29").runExperience(Traffic.key(0), options, InPlace.get()));
    }

    @Benchmark
    public Object regularExpression() {
        return InPlace.value(
                context(pattern, "someone@example.com").runExperience(Traffic.key(0), options, InPlace.get()));
    }

    private Context context(Core core, String country) {
        traffic.advance();
        return core.createContext(traffic.visitor(), Map.of("country", country));
    }
}
