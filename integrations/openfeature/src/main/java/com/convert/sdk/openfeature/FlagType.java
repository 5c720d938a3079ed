package com.convert.sdk.openfeature;

import dev.openfeature.sdk.Value;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One of OpenFeature's types of flags. */
final class FlagType<T> {
    static final FlagType<Boolean> BOOLEAN =
            new FlagType<>("true or false", Set.of("boolean"), value -> value instanceof Boolean on ? on : null);
    static final FlagType<String> STRING =
            new FlagType<>("text", Set.of("string"), value -> value instanceof String text ? text : null);
    static final FlagType<Integer> INTEGER =
            new FlagType<>("a whole number of 32 bits", Set.of("integer", "float"), FlagType::toInteger);
    static final FlagType<Long> LONG =
            new FlagType<>("a whole number of 64 bits", Set.of("integer", "float"), FlagType::toLong);
    static final FlagType<Double> DOUBLE = new FlagType<>(
            "a number",
            Set.of("integer", "float"),
            value -> value instanceof Number number ? number.doubleValue() : null);
    static final FlagType<Value> OBJECT =
            new FlagType<>("an object", Set.of("boolean", "string", "integer", "float", "json"), Value::objectToValue);

    private static final Set<String> STRICT_TYPES = Set.of("boolean", "string", "integer", "float");

    private final String name;
    private final Set<String> declaredTypes;
    private final Function<Object, @Nullable T> conversion;

    private FlagType(String name, Set<String> declaredTypes, Function<Object, @Nullable T> conversion) {
        this.name = name;
        this.declaredTypes = declaredTypes;
        this.conversion = conversion;
    }

    /** Whether a variable declared so can have a value of this type; any can that is JSON or of no known type. */
    boolean fits(String declaredType) {
        return declaredTypes.contains(declaredType) || !STRICT_TYPES.contains(declaredType);
    }

    /** The value as one of this type; {@code null} when it is none. */
    @Nullable
    T convert(Object value) {
        return conversion.apply(value);
    }

    @Override
    public String toString() {
        return name;
    }

    private static @Nullable Integer toInteger(Object value) {
        var whole = toLong(value);
        return whole != null && whole.intValue() == whole ? whole.intValue() : null;
    }

    private static @Nullable Long toLong(Object value) {
        if (value instanceof Long || value instanceof Integer) return ((Number) value).longValue();
        // 2^63 itself is a double but no long, and would be cut to the largest one.
        if (!(value instanceof Double number) || Math.abs(number) >= 0x1p63) return null;
        var whole = number.longValue();
        return whole == number ? whole : null;
    }
}
