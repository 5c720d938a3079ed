package com.convert.sdk.java;

import static com.convert.sdk.java.Given.notNull;

import com.convert.sdk.PreviewParam;
import com.convert.sdk.PreviewParams;
import com.convert.sdk.result.ConversionResult;
import com.convert.sdk.result.CustomSegmentsResult;
import com.convert.sdk.result.ExperienceResult;
import com.convert.sdk.result.FeatureResult;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one visitor. Made by {@link Core#createContext(String)}; keeps the configuration of that moment for all
 * its life.
 *
 * <p>Any number of threads may use one context. No method asks the network, except {@link #setPreview} for a draft.
 * With the default data store and no durable queue nothing waits, so a call stays on its thread and its future is
 * complete when it is returned. With another store, the visitor's state is read at the first call. With a durable queue,
 * a call that tracks something waits until its event is written, and its future is completed by the executor. No data
 * store's exception ever gets out.
 *
 * <p>An interrupt of a method that waits, or cancelling a future, cancels the work; what it decided is then either
 * recorded wholly or not at all. An interrupted method throws {@link java.util.concurrent.CancellationException} and
 * leaves the thread's interrupt flag set.
 */
public final class Context extends ContextQueries {
    Context(com.convert.sdk.Context context, Bridge bridge) {
        super(context, bridge);
    }

    /**
     * Decides an experience.
     *
     * @param key key of the experience, as in the dashboard
     * @return the variation that the visitor gets; empty when there is none for this visitor
     */
    public Optional<ExperienceResult> runExperience(String key) {
        return bridge.awaitOptional(call -> context.runExperience(notNull(key, "key"), call));
    }

    /**
     * As {@link #runExperience(String)}, in a future.
     *
     * @param key key of the experience, as in the dashboard
     * @return the variation that the visitor gets; empty when there is none for this visitor
     */
    public CompletableFuture<Optional<ExperienceResult>> runExperienceAsync(String key) {
        return bridge.futureOptional(call -> context.runExperience(notNull(key, "key"), call));
    }

    /**
     * As {@link #runExperience(String)}, with options for this call.
     *
     * @param key key of the experience, as in the dashboard
     * @param options what this call is to see and do
     * @return the variation that the visitor gets; empty when there is none for this visitor
     */
    public Optional<ExperienceResult> runExperience(String key, EvaluationOptions options) {
        return bridge.awaitOptional(call -> context.runExperience(
                notNull(key, "key"), notNull(options, "options").core(), call));
    }

    /**
     * As {@link #runExperience(String, EvaluationOptions)}, in a future.
     *
     * @param key key of the experience, as in the dashboard
     * @param options what this call is to see and do
     * @return the variation that the visitor gets; empty when there is none for this visitor
     */
    public CompletableFuture<Optional<ExperienceResult>> runExperienceAsync(String key, EvaluationOptions options) {
        return bridge.futureOptional(call -> context.runExperience(
                notNull(key, "key"), notNull(options, "options").core(), call));
    }

    /** {@return the variations that the visitor gets of all experiences, in configuration order} */
    public List<ExperienceResult> runExperiences() {
        return bridge.await(context::runExperiences);
    }

    /** {@return what {@link #runExperiences()} gives, in a future} */
    public CompletableFuture<List<ExperienceResult>> runExperiencesAsync() {
        return bridge.future(context::runExperiences);
    }

    /**
     * As {@link #runExperiences()}, with options for this call.
     *
     * @param options what this call is to see and do
     * @return the variations that the visitor gets, in configuration order
     */
    public List<ExperienceResult> runExperiences(EvaluationOptions options) {
        return bridge.await(
                call -> context.runExperiences(notNull(options, "options").core(), call));
    }

    /**
     * As {@link #runExperiences(EvaluationOptions)}, in a future.
     *
     * @param options what this call is to see and do
     * @return the variations that the visitor gets, in configuration order
     */
    public CompletableFuture<List<ExperienceResult>> runExperiencesAsync(EvaluationOptions options) {
        return bridge.future(
                call -> context.runExperiences(notNull(options, "options").core(), call));
    }

    /**
     * Decides a feature. It comes from the first experience that serves it, and exposure to that one alone is recorded.
     *
     * @param key key of the feature, as in the dashboard
     * @return the feature as the visitor gets it; empty when no experience serves it
     */
    public Optional<FeatureResult> runFeature(String key) {
        return bridge.awaitOptional(call -> context.runFeature(notNull(key, "key"), call));
    }

    /**
     * As {@link #runFeature(String)}, in a future.
     *
     * @param key key of the feature, as in the dashboard
     * @return the feature as the visitor gets it; empty when no experience serves it
     */
    public CompletableFuture<Optional<FeatureResult>> runFeatureAsync(String key) {
        return bridge.futureOptional(call -> context.runFeature(notNull(key, "key"), call));
    }

    /**
     * As {@link #runFeature(String)}, with options for this call.
     *
     * @param key key of the feature, as in the dashboard
     * @param options what this call is to see and do
     * @return the feature as the visitor gets it; empty when no experience serves it
     */
    public Optional<FeatureResult> runFeature(String key, EvaluationOptions options) {
        return bridge.awaitOptional(call -> context.runFeature(
                notNull(key, "key"), notNull(options, "options").core(), call));
    }

    /**
     * As {@link #runFeature(String, EvaluationOptions)}, in a future.
     *
     * @param key key of the feature, as in the dashboard
     * @param options what this call is to see and do
     * @return the feature as the visitor gets it; empty when no experience serves it
     */
    public CompletableFuture<Optional<FeatureResult>> runFeatureAsync(String key, EvaluationOptions options) {
        return bridge.futureOptional(call -> context.runFeature(
                notNull(key, "key"), notNull(options, "options").core(), call));
    }

    /** {@return all features that the visitor gets, in configuration order} */
    public List<FeatureResult> runFeatures() {
        return bridge.await(context::runFeatures);
    }

    /** {@return what {@link #runFeatures()} gives, in a future} */
    public CompletableFuture<List<FeatureResult>> runFeaturesAsync() {
        return bridge.future(context::runFeatures);
    }

    /**
     * As {@link #runFeatures()}, with options for this call.
     *
     * @param options what this call is to see and do
     * @return those that the visitor gets, in configuration order
     */
    public List<FeatureResult> runFeatures(EvaluationOptions options) {
        return bridge.await(
                call -> context.runFeatures(notNull(options, "options").core(), call));
    }

    /**
     * As {@link #runFeatures(EvaluationOptions)}, in a future.
     *
     * @param options what this call is to see and do
     * @return those that the visitor gets, in configuration order
     */
    public CompletableFuture<List<FeatureResult>> runFeaturesAsync(EvaluationOptions options) {
        return bridge.future(
                call -> context.runFeatures(notNull(options, "options").core(), call));
    }

    /**
     * Queues a conversion, once a visitor and goal. Delivery comes later and in batches.
     *
     * @param goalKey key of the goal, as in the dashboard
     * @return what became of it; an unknown goal is a result, not an exception
     */
    public ConversionResult trackConversion(String goalKey) {
        return bridge.await(call -> context.trackConversion(notNull(goalKey, "goalKey"), call));
    }

    /**
     * As {@link #trackConversion(String)}, in a future.
     *
     * @param goalKey key of the goal, as in the dashboard
     * @return what became of it; an unknown goal is a result, not an exception
     */
    public CompletableFuture<ConversionResult> trackConversionAsync(String goalKey) {
        return bridge.future(call -> context.trackConversion(notNull(goalKey, "goalKey"), call));
    }

    /**
     * As {@link #trackConversion(String)}, with goal data and switches.
     *
     * @param goalKey key of the goal, as in the dashboard
     * @param options what is reported with the conversion
     * @return what became of it
     * @throws com.convert.sdk.error.ConversionDataException when a value of the goal data cannot be sent
     */
    public ConversionResult trackConversion(String goalKey, ConversionOptions options) {
        return bridge.await(call -> context.trackConversion(
                notNull(goalKey, "goalKey"), notNull(options, "options").core(), call));
    }

    /**
     * As {@link #trackConversion(String, ConversionOptions)}, in a future.
     *
     * @param goalKey key of the goal, as in the dashboard
     * @param options what is reported with the conversion
     * @return what became of it; fails with {@link com.convert.sdk.error.ConversionDataException} when a value of the
     *     goal data cannot be sent
     */
    public CompletableFuture<ConversionResult> trackConversionAsync(String goalKey, ConversionOptions options) {
        return bridge.future(call -> context.trackConversion(
                notNull(goalKey, "goalKey"), notNull(options, "options").core(), call));
    }

    /**
     * Same, with an amount.
     *
     * @param goalKey key of the goal, as in the dashboard
     * @param revenue any finite number, in the project's currency
     * @return what became of it
     * @throws com.convert.sdk.error.ConversionDataException when the amount is not finite
     */
    public ConversionResult trackConversion(String goalKey, Number revenue) {
        return bridge.await(
                call -> context.trackConversion(notNull(goalKey, "goalKey"), notNull(revenue, "revenue"), call));
    }

    /**
     * Same as {@link #trackConversion(String, Number)}, in a future.
     *
     * @param goalKey key of the goal, as in the dashboard
     * @param revenue any finite number, in the project's currency
     * @return what became of it; fails with {@link com.convert.sdk.error.ConversionDataException} when the amount is not
     *     finite
     */
    public CompletableFuture<ConversionResult> trackConversionAsync(String goalKey, Number revenue) {
        return bridge.future(
                call -> context.trackConversion(notNull(goalKey, "goalKey"), notNull(revenue, "revenue"), call));
    }

    /**
     * Lays attributes over the visitor's, for this context and, through the data store, for later ones.
     *
     * @param attributes what audience rules see
     */
    public void setAttributes(Map<String, ? extends @Nullable Object> attributes) {
        bridge.awaitUnit(call -> context.setAttributes(notNull(attributes, "attributes"), call));
    }

    /**
     * As {@link #setAttributes(Map)}, in a future.
     *
     * @param attributes what audience rules see
     * @return completed when they are stored
     */
    public CompletableFuture<@Nullable Void> setAttributesAsync(Map<String, ? extends @Nullable Object> attributes) {
        return bridge.futureUnit(call -> context.setAttributes(notNull(attributes, "attributes"), call));
    }

    /**
     * Lays segments over the visitor's default segments, for this context and later ones. They group reports; rules do
     * not see them.
     *
     * @param segments any of {@code browser}, {@code devices}, {@code source}, {@code campaign}, {@code visitorType},
     *     {@code country}, {@code customSegments}
     */
    public void setSegments(Map<String, ? extends @Nullable Object> segments) {
        bridge.awaitUnit(call -> context.setSegments(notNull(segments, "segments"), call));
    }

    /**
     * As {@link #setSegments(Map)}, in a future.
     *
     * @param segments as there
     * @return completed when they are stored
     */
    public CompletableFuture<@Nullable Void> setSegmentsAsync(Map<String, ? extends @Nullable Object> segments) {
        return bridge.futureUnit(call -> context.setSegments(notNull(segments, "segments"), call));
    }

    /**
     * Asks which custom segments the visitor belongs to, and remembers the answer.
     *
     * @param keys keys of the segments to ask about
     * @return what this call matched
     */
    public CustomSegmentsResult runCustomSegments(Collection<String> keys) {
        return bridge.await(call -> context.runCustomSegments(notNull(keys, "keys"), call));
    }

    /**
     * As {@link #runCustomSegments(Collection)}, in a future.
     *
     * @param keys keys of the segments to ask about
     * @return what this call matched
     */
    public CompletableFuture<CustomSegmentsResult> runCustomSegmentsAsync(Collection<String> keys) {
        return bridge.future(call -> context.runCustomSegments(notNull(keys, "keys"), call));
    }

    /**
     * As {@link #runCustomSegments(Collection)}, with data for this call.
     *
     * @param keys keys of the segments to ask about
     * @param ruleData laid over the visitor's attributes
     * @return what this call matched
     */
    public CustomSegmentsResult runCustomSegments(
            Collection<String> keys, Map<String, ? extends @Nullable Object> ruleData) {
        return bridge.await(
                call -> context.runCustomSegments(notNull(keys, "keys"), notNull(ruleData, "ruleData"), call));
    }

    /**
     * As {@link #runCustomSegments(Collection, Map)}, in a future.
     *
     * @param keys keys of the segments to ask about
     * @param ruleData laid over the visitor's attributes
     * @return what this call matched
     */
    public CompletableFuture<CustomSegmentsResult> runCustomSegmentsAsync(
            Collection<String> keys, Map<String, ? extends @Nullable Object> ruleData) {
        return bridge.future(
                call -> context.runCustomSegments(notNull(keys, "keys"), notNull(ruleData, "ruleData"), call));
    }

    /**
     * Forces a variation on this context, which from then on leaves no trace: nothing is stored, queued or announced.
     * An experience that the configuration does not have, such as a draft, is asked for over the network, with an SDK
     * key.
     *
     * @param experienceId id of the experience
     * @param variationId id of the variation
     * @return false, and any preview ended, when there is no such variation
     * @see #parsePreviewParam
     */
    public boolean setPreview(String experienceId, String variationId) {
        return bridge.await(call ->
                context.setPreview(notNull(experienceId, "experienceId"), notNull(variationId, "variationId"), call));
    }

    /**
     * As {@link #setPreview(String, String)}, in a future.
     *
     * @param experienceId id of the experience
     * @param variationId id of the variation
     * @return false, and any preview ended, when there is no such variation
     */
    public CompletableFuture<Boolean> setPreviewAsync(String experienceId, String variationId) {
        return bridge.future(call ->
                context.setPreview(notNull(experienceId, "experienceId"), notNull(variationId, "variationId"), call));
    }

    /**
     * Reads the value of a preview link's {@code convert_preview} parameter: the digits of an experience's id, a dot,
     * and the digits of a variation's id, as in {@code 3001.3101}. Never throws.
     *
     * @param value the parameter's value; {@code null} when the link has none
     * @return the ids for {@link #setPreview}; empty for anything else
     */
    public static Optional<PreviewParam> parsePreviewParam(@Nullable String value) {
        return Optional.ofNullable(PreviewParams.parsePreviewParam(value));
    }
}
