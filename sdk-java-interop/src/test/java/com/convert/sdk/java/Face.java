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

/** The SDK as the behaviour suite uses it, whichever face is behind it. */
interface Face {
    void initialize();

    CoreState state();

    Visitor visitor(String visitorId, Map<String, Object> attributes);

    void flush();

    void refreshNow();

    ShutdownResult shutdown();

    /** One context. */
    interface Visitor {
        Optional<ExperienceResult> runExperience(String key);

        Optional<ExperienceResult> runExperience(String key, Map<String, Object> attributes, boolean tracking);

        List<ExperienceResult> runExperiences();

        Optional<FeatureResult> runFeature(String key);

        List<FeatureResult> runFeatures();

        ConversionResult trackConversion(String goalKey);

        ConversionResult trackConversion(String goalKey, Number revenue, Map<String, Object> data);

        void setAttributes(Map<String, Object> attributes);

        void setSegments(Map<String, Object> segments);

        CustomSegmentsResult runCustomSegments(List<String> keys);

        boolean setPreview(String experienceId, String variationId);

        ContextState state();

        ExperienceDiagnostic diagnoseExperience(String key);

        FeatureDiagnostic diagnoseFeature(String key);
    }
}
