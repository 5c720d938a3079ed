package com.convert.sdk.benchmarks;

import com.convert.sdk.Context;
import com.convert.sdk.Core;
import com.convert.sdk.EvaluationOptions;
import com.convert.sdk.benchmarks.subject.InPlace;
import com.convert.sdk.benchmarks.subject.Projects;
import com.convert.sdk.benchmarks.subject.Traffic;
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

    private final Traffic traffic = new Traffic(VISITORS, EXPERIENCES);
    private final EvaluationOptions options = Projects.withoutTrace();
    private Core hundred;
    private Core feature;
    private Core tree;
    private Core pattern;

    @Setup
    public void open() {
        hundred = Projects.core(Projects.withExperiences(EXPERIENCES));
        feature = Projects.core(Projects.withFeature());
        tree = Projects.core(Projects.withThirtyRules());
        pattern = Projects.core(Projects.withPattern());
    }

    @TearDown
    public void close() {
        hundred.close();
        feature.close();
        tree.close();
        pattern.close();
    }

    @Benchmark
    public Object hundredExperiences() {
        return InPlace.value(context(hundred, Traffic.COUNTRY).runExperiences(options, InPlace.get()));
    }

    @Benchmark
    public Object featureWithSixVariables() {
        return InPlace.value(context(feature, Traffic.COUNTRY).runFeature("feature", options, InPlace.get()));
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
