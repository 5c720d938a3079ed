package com.convert.sdk.openfeature;

import com.convert.sdk.ConfigEntity;
import com.convert.sdk.ConfigSnapshot;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The flags of one configuration, by their keys. */
final class FlagCatalog {
    private static final double ALL_TRAFFIC = 100;

    private final Map<String, Flag.OfFeature> features = new HashMap<>();
    private final Map<String, Flag.OfExperience> experiences = new HashMap<>();

    FlagCatalog(ConfigSnapshot snapshot) {
        var carried = carriedVariables(snapshot.getExperiences());
        for (var entity : snapshot.getFeatures()) addFeature(entity, carried);
        for (var entity : snapshot.getExperiences()) addExperience(entity);
    }

    /** A feature, else an experience, else a variable; the longest feature key wins, as keys may have dots. */
    @Nullable
    Flag find(String key) {
        var feature = features.get(key);
        if (feature != null) return feature;
        var experience = experiences.get(key);
        return experience != null ? experience : variable(key);
    }

    Flag.@Nullable OfExperience experience(@Nullable String key) {
        return key == null ? null : experiences.get(key);
    }

    private Flag.@Nullable OfVariable variable(String key) {
        for (var dot = key.lastIndexOf('.'); dot >= 0; dot = key.lastIndexOf('.', dot - 1)) {
            var feature = features.get(key.substring(0, dot));
            var name = key.substring(dot + 1);
            if (feature != null && feature.variables().containsKey(name)) return new Flag.OfVariable(feature, name);
        }
        return null;
    }

    private void addFeature(ConfigEntity entity, Map<String, Map<String, String>> carried) {
        var key = entity.getKey();
        if (key == null) return;
        var variables = new LinkedHashMap<String, String>();
        Raw.maps(entity.getRaw(), "variables").forEach(variable -> {
            var name = Raw.text(variable, "key");
            var type = Raw.text(variable, "type");
            if (name != null) variables.putIfAbsent(name, type == null ? "" : type);
        });
        carried.getOrDefault(entity.getId(), Map.of()).forEach(variables::putIfAbsent);
        features.putIfAbsent(key, new Flag.OfFeature(entity.getId(), key, variables));
    }

    private void addExperience(ConfigEntity entity) {
        var key = entity.getKey();
        if (key == null) return;
        var ids = new HashMap<String, String>();
        Raw.maps(entity.getRaw(), "variations").forEach(variation -> {
            var id = Raw.text(variation, "id");
            var variationKey = Raw.text(variation, "key");
            if (id != null && variationKey != null) ids.putIfAbsent(variationKey, id);
        });
        experiences.putIfAbsent(key, new Flag.OfExperience(entity.getId(), key, isSplit(entity.getRaw()), ids));
    }

    /** False only for one variation with all the traffic. */
    private static boolean isSplit(Map<?, ?> experience) {
        var shares = Raw.maps(experience, "variations")
                .map(variation -> variation.get("traffic_allocation"))
                .map(share -> share instanceof Number number ? number.doubleValue() : ALL_TRAFFIC)
                .filter(share -> share > 0)
                .toList();
        return shares.size() != 1 || shares.get(0) < ALL_TRAFFIC;
    }

    /** Names of variables that variations set, declared or not, by the ids of features. */
    private static Map<String, Map<String, String>> carriedVariables(List<ConfigEntity> experiences) {
        var names = new HashMap<String, Map<String, String>>();
        experiences.stream()
                .flatMap(experience -> Carried.by(experience.getRaw()))
                .forEach(carried -> {
                    if (carried.featureId() == null) return;
                    var known = names.computeIfAbsent(carried.featureId(), id -> new LinkedHashMap<>());
                    carried.variables().keySet().forEach(name -> known.put(String.valueOf(name), ""));
                });
        return names;
    }
}
