package com.convert.sdk.java;

import static com.convert.sdk.java.Given.notNull;

import com.convert.sdk.ConfigEntity;
import com.convert.sdk.ConfigSnapshot;
import com.convert.sdk.ContextState;
import com.convert.sdk.EntityType;
import com.convert.sdk.PreviewParam;
import com.convert.sdk.PreviewParams;
import com.convert.sdk.result.ConversionResult;
import com.convert.sdk.result.CustomSegmentsResult;
import com.convert.sdk.result.EntityDiagnostic;
import com.convert.sdk.result.ExperienceDiagnostic;
import com.convert.sdk.result.ExperienceResult;
import com.convert.sdk.result.FeatureDiagnostic;
import com.convert.sdk.result.FeatureResult;
import com.convert.sdk.result.GoalDiagnostic;
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
 * <p><b>Pitfalls.</b> Make a context per request or session: one that is kept for long decides with an old
 * configuration. Give the same visitor the same id everywhere, or the variation changes. {@link #setAttributes} reaches
 * later contexts of the visitor, too; for one call, give {@link EvaluationOptions}. Asking for a feature reports an
 * exposure as any decision does: ask when it is shown, or switch tracking off for the call.
 *
 * <p>An interrupt of a method that waits, or cancelling a future, cancels the work; what it decided is then either
 * recorded wholly or not at all. An interrupted method throws {@link java.util.concurrent.CancellationException} and
 * leaves the thread's interrupt flag set.
 */
public final class Context {
    private final com.convert.sdk.Context context;
    private final Bridge bridge;

    Context(com.convert.sdk.Context context, Bridge bridge) {
        this.context = context;
        this.bridge = bridge;
    }

    /** {@return the visitor} */
    public String getVisitorId() {
        return context.getVisitorId();
    }

    /** {@return the configuration this context decides with} */
    public ConfigSnapshot getSnapshot() {
        return context.getSnapshot();
    }

    /**
     * Reads the data store if that has not happened yet.
     *
     * @return the visitor's state as this context knows it
     */
    public ContextState state() {
        return bridge.await(context::state);
    }

    /**
     * Same as {@link #state()}, in a future.
     *
     * @return the visitor's state as this context knows it
     */
    public CompletableFuture<ContextState> stateAsync() {
        return bridge.future(context::state);
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
     * Same as {@link #runExperience(String)}, in a future.
     *
     * @param key key of the experience, as in the dashboard
     * @return the variation that the visitor gets; empty when there is none for this visitor
     */
    public CompletableFuture<Optional<ExperienceResult>> runExperienceAsync(String key) {
        return bridge.futureOptional(call -> context.runExperience(notNull(key, "key"), call));
    }

    /**
     * Same as {@link #runExperience(String)}, with options for this call.
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
     * Same as {@link #runExperience(String, EvaluationOptions)}, in a future.
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
     * Same as {@link #runExperiences()}, with options for this call.
     *
     * @param options what this call is to see and do
     * @return the variations that the visitor gets, in configuration order
     */
    public List<ExperienceResult> runExperiences(EvaluationOptions options) {
        return bridge.await(
                call -> context.runExperiences(notNull(options, "options").core(), call));
    }

    /**
     * Same as {@link #runExperiences(EvaluationOptions)}, in a future.
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
     * Same as {@link #runFeature(String)}, in a future.
     *
     * @param key key of the feature, as in the dashboard
     * @return the feature as the visitor gets it; empty when no experience serves it
     */
    public CompletableFuture<Optional<FeatureResult>> runFeatureAsync(String key) {
        return bridge.futureOptional(call -> context.runFeature(notNull(key, "key"), call));
    }

    /**
     * Same as {@link #runFeature(String)}, with options for this call.
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
     * Same as {@link #runFeature(String, EvaluationOptions)}, in a future.
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
     * Same as {@link #runFeatures()}, with options for this call.
     *
     * @param options what this call is to see and do
     * @return those that the visitor gets, in configuration order
     */
    public List<FeatureResult> runFeatures(EvaluationOptions options) {
        return bridge.await(
                call -> context.runFeatures(notNull(options, "options").core(), call));
    }

    /**
     * Same as {@link #runFeatures(EvaluationOptions)}, in a future.
     *
     * @param options what this call is to see and do
     * @return those that the visitor gets, in configuration order
     */
    public CompletableFuture<List<FeatureResult>> runFeaturesAsync(EvaluationOptions options) {
        return bridge.future(
                call -> context.runFeatures(notNull(options, "options").core(), call));
    }

    /**
     * Queues a conversion, once per visitor and goal. Delivery comes later and in batches.
     *
     * @param goalKey key of the goal, as in the dashboard
     * @return what became of it; an unknown goal is a result, not an exception
     */
    public ConversionResult trackConversion(String goalKey) {
        return bridge.await(call -> context.trackConversion(notNull(goalKey, "goalKey"), call));
    }

    /**
     * Same as {@link #trackConversion(String)}, in a future.
     *
     * @param goalKey key of the goal, as in the dashboard
     * @return what became of it; an unknown goal is a result, not an exception
     */
    public CompletableFuture<ConversionResult> trackConversionAsync(String goalKey) {
        return bridge.future(call -> context.trackConversion(notNull(goalKey, "goalKey"), call));
    }

    /**
     * Same as {@link #trackConversion(String)}, with goal data and switches.
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
     * Same as {@link #trackConversion(String, ConversionOptions)}, in a future.
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
     * Same as {@link #setAttributes(Map)}, in a future.
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
     * Same as {@link #setSegments(Map)}, in a future.
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
     * Same as {@link #runCustomSegments(Collection)}, in a future.
     *
     * @param keys keys of the segments to ask about
     * @return what this call matched
     */
    public CompletableFuture<CustomSegmentsResult> runCustomSegmentsAsync(Collection<String> keys) {
        return bridge.future(call -> context.runCustomSegments(notNull(keys, "keys"), call));
    }

    /**
     * Same as {@link #runCustomSegments(Collection)}, with data for this call.
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
     * Same as {@link #runCustomSegments(Collection, Map)}, in a future.
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
     * Same as {@link #setPreview(String, String)}, in a future.
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
     * Looks an entity up by its key.
     *
     * @param type what it is
     * @param key its key, as in the dashboard
     * @return the entity; empty when there is none
     */
    public Optional<ConfigEntity> getConfigEntity(EntityType type, String key) {
        return Optional.ofNullable(context.getConfigEntity(notNull(type, "type"), notNull(key, "key")));
    }

    /**
     * Looks entities up by their keys.
     *
     * @param type what they are
     * @param keys their keys, as in the dashboard
     * @return the entities in the order of the keys, without those that do not exist
     */
    public List<ConfigEntity> getConfigEntities(EntityType type, Collection<String> keys) {
        return context.getConfigEntities(notNull(type, "type"), notNull(keys, "keys"));
    }

    /**
     * Looks an entity up by its id.
     *
     * @param type what it is
     * @param id its id
     * @return the entity; empty when there is none
     */
    public Optional<ConfigEntity> getConfigEntityById(EntityType type, String id) {
        return Optional.ofNullable(context.getConfigEntityById(notNull(type, "type"), notNull(id, "id")));
    }

    /**
     * Says why the visitor does or does not get a variation. Records nothing.
     *
     * @param key key of the experience, as in the dashboard
     * @return the reason
     */
    public ExperienceDiagnostic diagnoseExperience(String key) {
        return bridge.await(call -> context.diagnoseExperience(notNull(key, "key"), call));
    }

    /**
     * Same as {@link #diagnoseExperience(String)}, in a future.
     *
     * @param key key of the experience, as in the dashboard
     * @return the reason
     */
    public CompletableFuture<ExperienceDiagnostic> diagnoseExperienceAsync(String key) {
        return bridge.future(call -> context.diagnoseExperience(notNull(key, "key"), call));
    }

    /**
     * Same as {@link #diagnoseExperience(String)}, with options for this call.
     *
     * @param key key of the experience, as in the dashboard
     * @param options what this call is to see
     * @return the reason
     */
    public ExperienceDiagnostic diagnoseExperience(String key, EvaluationOptions options) {
        return bridge.await(call -> context.diagnoseExperience(
                notNull(key, "key"), notNull(options, "options").core(), call));
    }

    /**
     * Same as {@link #diagnoseExperience(String, EvaluationOptions)}, in a future.
     *
     * @param key key of the experience, as in the dashboard
     * @param options what this call is to see
     * @return the reason
     */
    public CompletableFuture<ExperienceDiagnostic> diagnoseExperienceAsync(String key, EvaluationOptions options) {
        return bridge.future(call -> context.diagnoseExperience(
                notNull(key, "key"), notNull(options, "options").core(), call));
    }

    /**
     * Says why the visitor does or does not get a feature. Records nothing.
     *
     * @param key key of the feature, as in the dashboard
     * @return the reason
     */
    public FeatureDiagnostic diagnoseFeature(String key) {
        return bridge.await(call -> context.diagnoseFeature(notNull(key, "key"), call));
    }

    /**
     * Same as {@link #diagnoseFeature(String)}, in a future.
     *
     * @param key key of the feature, as in the dashboard
     * @return the reason
     */
    public CompletableFuture<FeatureDiagnostic> diagnoseFeatureAsync(String key) {
        return bridge.future(call -> context.diagnoseFeature(notNull(key, "key"), call));
    }

    /**
     * Same as {@link #diagnoseFeature(String)}, with options for this call.
     *
     * @param key key of the feature, as in the dashboard
     * @param options what this call is to see
     * @return the reason
     */
    public FeatureDiagnostic diagnoseFeature(String key, EvaluationOptions options) {
        return bridge.await(call -> context.diagnoseFeature(
                notNull(key, "key"), notNull(options, "options").core(), call));
    }

    /**
     * Same as {@link #diagnoseFeature(String, EvaluationOptions)}, in a future.
     *
     * @param key key of the feature, as in the dashboard
     * @param options what this call is to see
     * @return the reason
     */
    public CompletableFuture<FeatureDiagnostic> diagnoseFeatureAsync(String key, EvaluationOptions options) {
        return bridge.future(call -> context.diagnoseFeature(
                notNull(key, "key"), notNull(options, "options").core(), call));
    }

    /**
     * Says whether a goal is known.
     *
     * @param goalKey key of the goal, as in the dashboard
     * @return the reason
     */
    public GoalDiagnostic diagnoseGoal(String goalKey) {
        return context.diagnoseGoal(notNull(goalKey, "goalKey"));
    }

    /**
     * Says whether an entity is known.
     *
     * @param entityType name of its type, such as {@code goals}
     * @param key its key, as in the dashboard
     * @return the reason
     */
    public EntityDiagnostic diagnoseEntity(String entityType, String key) {
        return context.diagnoseEntity(notNull(entityType, "entityType"), notNull(key, "key"));
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

    /** {@return a text without the visitor, so that a context can be logged} */
    @Override
    public String toString() {
        return context.toString();
    }
}
