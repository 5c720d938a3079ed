package com.convert.sdk.java;

import com.convert.sdk.ContextState;
import com.convert.sdk.CoreState;
import com.convert.sdk.ShutdownResult;
import com.convert.sdk.result.ConversionResult;
import com.convert.sdk.result.CustomSegmentsResult;
import com.convert.sdk.result.ExperienceDiagnostic;
import com.convert.sdk.result.ExperienceResult;
import com.convert.sdk.result.FeatureDiagnostic;
import com.convert.sdk.result.FeatureResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import org.jspecify.annotations.Nullable;

/** The core itself, as Kotlin calls it: in a coroutine, here one that a blocked thread runs. */
record KotlinFace(com.convert.sdk.Core core) implements Face {
    @Override
    public void initialize() {
        run(call -> core.initialize(call));
    }

    @Override
    public CoreState state() {
        return core.getState().getValue();
    }

    @Override
    public Visitor visitor(String visitorId, Map<String, Object> attributes) {
        return new KotlinVisitor(core.createContext(visitorId, attributes));
    }

    @Override
    public void flush() {
        run(call -> core.flush(call));
    }

    @Override
    public void refreshNow() {
        run(call -> core.refreshNow(call));
    }

    @Override
    public ShutdownResult shutdown() {
        return run(call -> core.shutdown(call));
    }

    private static <T extends @Nullable Object> T run(Bridge.Suspending<T> call) {
        try {
            return BuildersKt.runBlocking(
                    EmptyCoroutineContext.INSTANCE, (scope, continuation) -> call.startWith(unchecked(continuation)));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> Continuation<T> unchecked(Continuation<? super T> continuation) {
        return (Continuation<T>) continuation;
    }

    private record KotlinVisitor(com.convert.sdk.Context context) implements Visitor {
        @Override
        public Optional<ExperienceResult> runExperience(String key) {
            return Optional.ofNullable(KotlinFace.<ExperienceResult>run(call -> context.runExperience(key, call)));
        }

        @Override
        public Optional<ExperienceResult> runExperience(String key, Map<String, Object> attributes, boolean tracking) {
            var options = new com.convert.sdk.EvaluationOptions.Builder();
            options.setAttributes(attributes);
            options.setEnableTracking(tracking);
            return Optional.ofNullable(
                    KotlinFace.<ExperienceResult>run(call -> context.runExperience(key, options.build(), call)));
        }

        @Override
        public List<ExperienceResult> runExperiences() {
            return run(call -> context.runExperiences(call));
        }

        @Override
        public Optional<FeatureResult> runFeature(String key) {
            return Optional.ofNullable(KotlinFace.<FeatureResult>run(call -> context.runFeature(key, call)));
        }

        @Override
        public List<FeatureResult> runFeatures() {
            return run(call -> context.runFeatures(call));
        }

        @Override
        public ConversionResult trackConversion(String goalKey) {
            return run(call -> context.trackConversion(goalKey, call));
        }

        @Override
        public ConversionResult trackConversion(String goalKey, Number revenue, Map<String, Object> data) {
            var options = new com.convert.sdk.ConversionOptions.Builder();
            options.setRevenue(revenue);
            options.setConversionData(data);
            return run(call -> context.trackConversion(goalKey, options.build(), call));
        }

        @Override
        public void setAttributes(Map<String, Object> attributes) {
            run(call -> context.setAttributes(attributes, call));
        }

        @Override
        public void setSegments(Map<String, Object> segments) {
            run(call -> context.setSegments(segments, call));
        }

        @Override
        public CustomSegmentsResult runCustomSegments(List<String> keys) {
            return run(call -> context.runCustomSegments(keys, call));
        }

        @Override
        public boolean setPreview(String experienceId, String variationId) {
            return run(call -> context.setPreview(experienceId, variationId, call));
        }

        @Override
        public ContextState state() {
            return run(call -> context.state(call));
        }

        @Override
        public ExperienceDiagnostic diagnoseExperience(String key) {
            return run(call -> context.diagnoseExperience(key, call));
        }

        @Override
        public FeatureDiagnostic diagnoseFeature(String key) {
            return run(call -> context.diagnoseFeature(key, call));
        }
    }
}
