package com.convert.sdk.java;

import org.jspecify.annotations.Nullable;

/** Refuses what may not be {@code null} where the caller gave it, by the name of the parameter. */
final class Given {
    private Given() {}

    static <T> T notNull(@Nullable T value, String name) {
        if (value == null) {
            throw new NullPointerException(name + " must not be null");
        }
        return value;
    }
}
