package com.convert.sdk.java;

import static com.convert.sdk.java.Given.notNull;

import com.convert.sdk.ConfigEntity;
import com.convert.sdk.ConfigSnapshot;
import com.convert.sdk.ContextState;
import com.convert.sdk.EntityType;
import com.convert.sdk.result.EntityDiagnostic;
import com.convert.sdk.result.ExperienceDiagnostic;
import com.convert.sdk.result.FeatureDiagnostic;
import com.convert.sdk.result.GoalDiagnostic;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The half of {@link Context} that only tells: nothing here is tracked, stored or sent.
 *
 * <p>There is no use for this type but as a context's; it is public so that its methods are those of {@link Context}
 * to reflection, too.
 */
public abstract sealed class ContextQueries permits Context {
    final com.convert.sdk.Context context;
    final Bridge bridge;

    ContextQueries(com.convert.sdk.Context context, Bridge bridge) {
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
     * As {@link #state()}, in a future.
     *
     * @return the visitor's state as this context knows it
     */
    public CompletableFuture<ContextState> stateAsync() {
        return bridge.future(context::state);
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
     * As {@link #diagnoseExperience(String)}, in a future.
     *
     * @param key key of the experience, as in the dashboard
     * @return the reason
     */
    public CompletableFuture<ExperienceDiagnostic> diagnoseExperienceAsync(String key) {
        return bridge.future(call -> context.diagnoseExperience(notNull(key, "key"), call));
    }

    /**
     * As {@link #diagnoseExperience(String)}, with options for this call.
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
     * As {@link #diagnoseExperience(String, EvaluationOptions)}, in a future.
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
     * As {@link #diagnoseFeature(String)}, in a future.
     *
     * @param key key of the feature, as in the dashboard
     * @return the reason
     */
    public CompletableFuture<FeatureDiagnostic> diagnoseFeatureAsync(String key) {
        return bridge.future(call -> context.diagnoseFeature(notNull(key, "key"), call));
    }

    /**
     * As {@link #diagnoseFeature(String)}, with options for this call.
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
     * As {@link #diagnoseFeature(String, EvaluationOptions)}, in a future.
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

    /** {@return a text without the visitor, so that a context can be logged} */
    @Override
    public String toString() {
        return context.toString();
    }
}
