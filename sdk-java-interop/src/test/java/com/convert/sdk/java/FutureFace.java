package com.convert.sdk.java;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The Java face by its methods that give futures, whose failures are unwrapped. */
record FutureFace(Core core) implements Face {
    @Override
    public void initialize() {
        joined(core.initializeAsync());
    }

    @Override
    public CoreState state() {
        return core.getState();
    }

    @Override
    public Visitor visitor(String visitorId, Map<String, Object> attributes) {
        return new FutureVisitor(core.createContext(visitorId, attributes));
    }

    @Override
    public void flush() {
        joined(core.flushAsync());
    }

    @Override
    public void refreshNow() {
        joined(core.refreshNowAsync());
    }

    @Override
    public ShutdownResult shutdown() {
        return joined(core.shutdownAsync());
    }

    private static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw assertInstanceOf(RuntimeException.class, e.getCause());
        }
    }

    private record FutureVisitor(Context context) implements Visitor {
        @Override
        public Optional<ExperienceResult> runExperience(String key) {
            return joined(context.runExperienceAsync(key));
        }

        @Override
        public Optional<ExperienceResult> runExperience(String key, Map<String, Object> attributes, boolean tracking) {
            var options = EvaluationOptions.builder().attributes(attributes).enableTracking(tracking);
            return joined(context.runExperienceAsync(key, options.build()));
        }

        @Override
        public List<ExperienceResult> runExperiences() {
            return joined(context.runExperiencesAsync());
        }

        @Override
        public Optional<FeatureResult> runFeature(String key) {
            return joined(context.runFeatureAsync(key));
        }

        @Override
        public List<FeatureResult> runFeatures() {
            return joined(context.runFeaturesAsync());
        }

        @Override
        public ConversionResult trackConversion(String goalKey) {
            return joined(context.trackConversionAsync(goalKey));
        }

        @Override
        public ConversionResult trackConversion(String goalKey, Number revenue, Map<String, Object> data) {
            var options = ConversionOptions.builder().revenue(revenue).conversionData(data);
            return joined(context.trackConversionAsync(goalKey, options.build()));
        }

        @Override
        public void setAttributes(Map<String, Object> attributes) {
            joined(context.setAttributesAsync(attributes));
        }

        @Override
        public void setSegments(Map<String, Object> segments) {
            joined(context.setSegmentsAsync(segments));
        }

        @Override
        public CustomSegmentsResult runCustomSegments(List<String> keys) {
            return joined(context.runCustomSegmentsAsync(keys));
        }

        @Override
        public boolean setPreview(String experienceId, String variationId) {
            return joined(context.setPreviewAsync(experienceId, variationId));
        }

        @Override
        public ContextState state() {
            return joined(context.stateAsync());
        }

        @Override
        public ExperienceDiagnostic diagnoseExperience(String key) {
            return joined(context.diagnoseExperienceAsync(key));
        }

        @Override
        public FeatureDiagnostic diagnoseFeature(String key) {
            return joined(context.diagnoseFeatureAsync(key));
        }
    }
}
