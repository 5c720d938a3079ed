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

/** The Java face by its methods that block. */
record BlockingFace(Core core) implements Face {
    @Override
    public void initialize() {
        core.initialize();
    }

    @Override
    public CoreState state() {
        return core.getState();
    }

    @Override
    public Visitor visitor(String visitorId, Map<String, Object> attributes) {
        return new BlockingVisitor(core.createContext(visitorId, attributes));
    }

    @Override
    public void flush() {
        core.flush();
    }

    @Override
    public void refreshNow() {
        core.refreshNow();
    }

    @Override
    public ShutdownResult shutdown() {
        return core.shutdown();
    }

    private record BlockingVisitor(Context context) implements Visitor {
        @Override
        public Optional<ExperienceResult> runExperience(String key) {
            return context.runExperience(key);
        }

        @Override
        public Optional<ExperienceResult> runExperience(String key, Map<String, Object> attributes, boolean tracking) {
            var options = EvaluationOptions.builder().attributes(attributes).enableTracking(tracking);
            return context.runExperience(key, options.build());
        }

        @Override
        public List<ExperienceResult> runExperiences() {
            return context.runExperiences();
        }

        @Override
        public Optional<FeatureResult> runFeature(String key) {
            return context.runFeature(key);
        }

        @Override
        public List<FeatureResult> runFeatures() {
            return context.runFeatures();
        }

        @Override
        public ConversionResult trackConversion(String goalKey) {
            return context.trackConversion(goalKey);
        }

        @Override
        public ConversionResult trackConversion(String goalKey, Number revenue, Map<String, Object> data) {
            var options = ConversionOptions.builder().revenue(revenue).conversionData(data);
            return context.trackConversion(goalKey, options.build());
        }

        @Override
        public void setAttributes(Map<String, Object> attributes) {
            context.setAttributes(attributes);
        }

        @Override
        public void setSegments(Map<String, Object> segments) {
            context.setSegments(segments);
        }

        @Override
        public CustomSegmentsResult runCustomSegments(List<String> keys) {
            return context.runCustomSegments(keys);
        }

        @Override
        public boolean setPreview(String experienceId, String variationId) {
            return context.setPreview(experienceId, variationId);
        }

        @Override
        public ContextState state() {
            return context.state();
        }

        @Override
        public ExperienceDiagnostic diagnoseExperience(String key) {
            return context.diagnoseExperience(key);
        }

        @Override
        public FeatureDiagnostic diagnoseFeature(String key) {
            return context.diagnoseFeature(key);
        }
    }
}
