package com.convert.sdk.openfeature;

import com.convert.sdk.ConfigEntity;
import com.convert.sdk.ConfigSnapshot;
import com.convert.sdk.EntityType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which flags one configuration decides otherwise than another: experiences that differ, or name an audience, location
 * or segment that does; features that differ, or are carried by such an experience; and the variables of those.
 */
final class FlagChanges {
    private final ConfigSnapshot before;
    private final ConfigSnapshot now;

    /** Audiences, locations and segments that differ, and experiences that were archived or are not any more. */
    private final Set<String> parts = new HashSet<>();

    private final Set<String> archived;
    private final Set<String> features = new HashSet<>();

    /** In the order of the new configuration, then what only the old one had. */
    private final Set<String> keys = new LinkedHashSet<>();

    private FlagChanges(ConfigSnapshot before, ConfigSnapshot now) {
        this.before = before;
        this.now = now;
        this.archived = archivedDifference();
    }

    static List<String> between(ConfigSnapshot before, ConfigSnapshot now) {
        return new FlagChanges(before, now).compute();
    }

    private List<String> compute() {
        for (var type : List.of(EntityType.AUDIENCE, EntityType.LOCATION, EntityType.SEGMENT)) {
            differing(type).forEach(parts::add);
        }
        var experiences = new HashSet<>(differing(EntityType.EXPERIENCE));
        features.addAll(differing(EntityType.FEATURE));
        for (var experience : both(EntityType.EXPERIENCE)) {
            if (experiences.contains(experience.getId()) || dependsOnChange(experience)) addExperience(experience);
        }
        for (var snapshot : List.of(now, before)) addFeatures(snapshot);
        return List.copyOf(keys);
    }

    private void addExperience(ConfigEntity experience) {
        if (experience.getKey() != null) keys.add(experience.getKey());
        Carried.by(experience.getRaw())
                .map(Carried::featureId)
                .filter(Objects::nonNull)
                .forEach(features::add);
    }

    private void addFeatures(ConfigSnapshot snapshot) {
        var catalog = new FlagCatalog(snapshot);
        for (var entity : snapshot.getFeatures()) {
            var key = entity.getKey();
            if (key == null || !features.contains(entity.getId())) continue;
            keys.add(key);
            if (catalog.find(key) instanceof Flag.OfFeature feature) {
                feature.variables().keySet().forEach(name -> keys.add(key + "." + name));
            }
        }
    }

    private boolean dependsOnChange(ConfigEntity experience) {
        if (archived.contains(experience.getId())) return true;
        var raw = experience.getRaw();
        return Stream.concat(Raw.texts(raw, "audiences"), Raw.texts(raw, "locations"))
                .anyMatch(parts::contains);
    }

    private List<ConfigEntity> both(EntityType type) {
        return Stream.concat(now.entities(type).stream(), before.entities(type).stream())
                .toList();
    }

    private Set<String> differing(EntityType type) {
        var old = byId(before, type);
        var differing = byId(now, type);
        old.forEach((id, raw) -> {
            if (!differing.remove(id, raw)) differing.putIfAbsent(id, raw);
        });
        return differing.keySet();
    }

    private static Map<String, Map<?, ?>> byId(ConfigSnapshot snapshot, EntityType type) {
        var byId = new HashMap<String, Map<?, ?>>();
        snapshot.entities(type).forEach(entity -> byId.putIfAbsent(entity.getId(), entity.getRaw()));
        return byId;
    }

    private Set<String> archivedDifference() {
        var difference = new HashSet<>(archivedIds(now).toList());
        archivedIds(before).distinct().forEach(id -> {
            if (!difference.remove(id)) difference.add(id);
        });
        return difference;
    }

    private static Stream<String> archivedIds(ConfigSnapshot snapshot) {
        return Raw.texts(snapshot.getRaw(), "archived_experiences");
    }
}
