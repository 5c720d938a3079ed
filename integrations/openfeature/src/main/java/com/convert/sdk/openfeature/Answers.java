package com.convert.sdk.openfeature;

import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.Reason;
import org.jspecify.annotations.Nullable;

/** The answers that an evaluation of one type may get. */
record Answers<T>(FlagType<T> type, @Nullable T fallback) {
    ProviderEvaluation<T> served(Object value, Origin origin) {
        var converted = type.convert(value);
        if (converted == null) return mismatch("the value is not " + type);
        return ProviderEvaluation.<T>builder()
                .value(converted)
                .variant(origin.variationKey())
                .reason(origin.reason().name())
                .flagMetadata(origin.metadata())
                .build();
    }

    /** The caller's default, which is no error. */
    ProviderEvaluation<T> notServed() {
        return ProviderEvaluation.<T>builder()
                .value(fallback)
                .reason(Reason.DEFAULT.name())
                .build();
    }

    ProviderEvaluation<T> mismatch(String message) {
        return error(ErrorCode.TYPE_MISMATCH, message);
    }

    ProviderEvaluation<T> error(ErrorCode code, String message) {
        return ProviderEvaluation.<T>builder()
                .value(fallback)
                .reason(Reason.ERROR.name())
                .errorCode(code)
                .errorMessage(message)
                .build();
    }
}
