package com.convert.sdk.openfeature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kotlinx.serialization.json.Json;
import kotlinx.serialization.json.JsonElement;
import kotlinx.serialization.json.JsonObject;
import kotlinx.serialization.json.JsonPrimitive;

/**
 * The specification's flags as a configuration: for each an experience with the default variant as its only variation,
 * and a feature that it carries. A flag with a context evaluator is for the audience that this names, with the variant
 * that it gives; a disabled one is archived; one without a default variant has no experience.
 */
final class GeneratedFlags {
    private static final Map<String, String> AUDIENCES = Map.of(
            "email == 'ballmer@macrosoft.com' ? 'zero' : ''", "4001",
            "!customer && email == 'ballmer@macrosoft.com' && age > 10 ? 'internal' : ''", "4002");

    private final List<Object> experiences = new ArrayList<>();
    private final List<Object> features = new ArrayList<>();
    private final List<String> archived = new ArrayList<>();
    private int flags = 1000;

    static Map<String, Object> specification() {
        try {
            var all = new GeneratedFlags();
            var text = Files.readString(SpecificationSteps.FOLDER.resolve("test-flags.json"));
            object(Json.Default.parseToJsonElement(text)).forEach((key, flag) -> all.add(key, object(flag)));
            return all.configuration();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One flag for each text, on for whom an attribute has the value: {@code name=value}. */
    static Map<String, Object> forEntries(List<String> entries) {
        var all = new GeneratedFlags();
        var audiences = new ArrayList<Object>();
        for (var entry : entries) {
            var pair = entry.split("=", 2);
            var id = "4" + (all.flags + 1);
            audiences.add(audience(id, List.of(rule("text", pair[0], "equals", pair[1], false))));
            all.add(entry, List.of(id), "on", Map.of());
        }
        var configuration = new LinkedHashMap<>(all.configuration());
        configuration.put("audiences", audiences);
        return configuration;
    }

    private Map<String, Object> configuration() {
        var email = rule("text", "email", "equals", "ballmer@macrosoft.com", false);
        var adult = rule("numeric", "age", "lessEqual", "10", true);
        var customer = rule("bool", "customer", "equals", true, true);
        return Map.of(
                "account_id",
                "1001",
                "project",
                Map.of("id", "2001"),
                "archived_experiences",
                archived,
                "audiences",
                List.of(audience("4001", List.of(email)), audience("4002", List.of(email, adult, customer))),
                "experiences",
                experiences,
                "features",
                features);
    }

    private void add(String key, JsonObject flag) {
        var evaluator = text(flag.get("contextEvaluator"));
        var variant = evaluator == null ? text(flag.get("defaultVariant")) : served(evaluator);
        var variants = object(flag.get("variants"));
        var value = variant == null ? variants.values().iterator().next() : variants.get(variant);
        add(key, evaluator == null ? List.of() : List.of(AUDIENCES.get(evaluator)), variant, values(value));
        if (flag.containsKey("disabled")) archived.add("3" + flags);
    }

    private static String served(String evaluator) {
        var quoted = evaluator.substring(evaluator.indexOf("? '") + 3);
        return quoted.substring(0, quoted.indexOf('\''));
    }

    private void add(String key, List<String> audiences, String variant, Map<String, JsonPrimitive> values) {
        flags++;
        var variables = values.entrySet().stream()
                .map(value -> Map.of("key", value.getKey(), "type", type(value.getValue())))
                .toList();
        features.add(Map.of("id", "5" + flags, "key", key, "variables", variables));
        if (variant == null) return;
        var texts = values.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, value -> value.getValue().getContent()));
        var change = Map.of(
                "id",
                1,
                "type",
                "fullStackFeature",
                "data",
                Map.of("feature_id", "5" + flags, "variables_data", texts));
        var variation =
                Map.of("id", "6" + flags, "key", variant, "traffic_allocation", 100, "changes", List.of(change));
        experiences.add(Map.of(
                "id", "3" + flags, "key", key + "-test", "audiences", audiences, "variations", List.of(variation)));
    }

    /** The variables of a feature: those of an object, or one named value. */
    private static Map<String, JsonPrimitive> values(JsonElement variant) {
        var values = new LinkedHashMap<String, JsonPrimitive>();
        if (variant instanceof JsonObject object) {
            object.forEach((name, value) -> values.put(name, (JsonPrimitive) value));
        } else {
            values.put("value", (JsonPrimitive) variant);
        }
        return values;
    }

    private static String type(JsonPrimitive value) {
        if (value.isString()) return "string";
        if (value.getContent().matches("true|false")) return "boolean";
        return value.getContent().contains(".") ? "float" : "integer";
    }

    private static Map<String, Object> audience(String id, List<Map<String, Object>> rules) {
        return Map.of("id", id, "key", id, "rules", Map.of("OR", List.of(Map.of("AND", rules))));
    }

    private static Map<String, Object> rule(String type, String key, String match, Object value, boolean negated) {
        var matching = Map.of("match_type", match, "negated", negated);
        var rule =
                Map.of("rule_type", "generic_" + type + "_key_value", "key", key, "value", value, "matching", matching);
        return Map.of("OR_WHEN", List.of(rule));
    }

    private static JsonObject object(JsonElement element) {
        return (JsonObject) element;
    }

    private static String text(JsonElement element) {
        return element instanceof JsonPrimitive text && text.isString() ? text.getContent() : null;
    }
}
