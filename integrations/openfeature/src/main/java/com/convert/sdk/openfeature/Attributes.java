package com.convert.sdk.openfeature;

import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.Structure;
import dev.openfeature.sdk.Value;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of OpenFeature as the plain ones that the SDK takes. */
final class Attributes {
    private static final String LOCATION = "location";

    private Attributes() {}

    /** All of a context but the visitor. */
    static Map<String, @Nullable Object> of(EvaluationContext context) {
        var attributes = plain((Structure) context);
        attributes.remove(EvaluationContext.TARGETING_KEY);
        return attributes;
    }

    /** What location rules see; {@code null} when the context has none. */
    static @Nullable Map<String, @Nullable Object> location(EvaluationContext context) {
        var location = context.getValue(LOCATION);
        return location != null && location.isStructure() ? plain(location.asStructure()) : null;
    }

    static Map<String, @Nullable Object> plain(Structure structure) {
        var plain = new HashMap<String, @Nullable Object>();
        // Structure.asObjectMap fails on a long.
        structure.asUnmodifiableMap().forEach((name, value) -> plain.put(name, plain(value)));
        return plain;
    }

    private static @Nullable Object plain(@Nullable Value value) {
        if (value == null || value.isNull()) return null;
        if (value.isStructure()) return plain(value.asStructure());
        if (value.isList())
            return value.asList().stream().map(Attributes::plain).toList();
        return value.isInstant() ? value.asInstant().toString() : value.asObject();
    }
}
