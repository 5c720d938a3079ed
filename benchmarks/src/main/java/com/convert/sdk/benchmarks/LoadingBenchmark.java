package com.convert.sdk.benchmarks;

import com.convert.sdk.benchmarks.subject.InPlace;
import com.convert.sdk.benchmarks.subject.Projects;
import com.convert.sdk.internal.config.loading.ConfigFeed;
import com.convert.sdk.internal.config.loading.DirectFeed;
import com.convert.sdk.internal.config.reading.ConfigText;
import java.util.concurrent.TimeUnit;
import kotlinx.serialization.json.Json;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A configuration's text turned into a bare tree, into a snapshot, and into an instance that is ready to decide. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LoadingBenchmark {
    @Param({"1", "10"})
    int megabytes;

    private String project;

    @Setup
    public void write() {
        project = Projects.ofSize(megabytes << 20);
    }

    @Benchmark
    public Object bareParse() {
        return Json.Default.parseToJsonElement(project);
    }

    @Benchmark
    public Object snapshot() {
        var content = ConfigText.INSTANCE.parse(project);
        var feed = new DirectFeed(content, null, (feature, variable, problem) -> {});
        var first = (ConfigFeed.First) InPlace.value(feed.first(InPlace.get()));
        return first.getSnapshot();
    }

    @Benchmark
    public Object instance() {
        try (var core = Projects.core(project)) {
            return core.getCurrentConfig();
        }
    }
}
