package com.convert.sdk.openfeature;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the plain maps that a configuration's entities consist of; what is not as expected is not there. */
final class Raw {
    private Raw() {}

    static Map<?, ?> map(Map<?, ?> parent, String field) {
        return parent.get(field) instanceof Map<?, ?> map ? map : Map.of();
    }

    static Stream<Map<?, ?>> maps(Map<?, ?> parent, String field) {
        return list(parent, field).stream().<Map<?, ?>>mapMulti((item, take) -> {
            if (item instanceof Map<?, ?> map) take.accept(map);
        });
    }

    /** Ids, which may be numbers. */
    static Stream<String> texts(Map<?, ?> parent, String field) {
        return list(parent, field).stream()
                .filter(item -> item instanceof String || item instanceof Number)
                .map(String::valueOf);
    }

    static @Nullable String text(Map<?, ?> parent, String field) {
        var value = parent.get(field);
        return value instanceof String || value instanceof Number ? value.toString() : null;
    }

    private static List<?> list(Map<?, ?> parent, String field) {
        return parent.get(field) instanceof List<?> list ? list : List.of();
    }
}
