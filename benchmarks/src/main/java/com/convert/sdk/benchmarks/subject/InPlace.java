package com.convert.sdk.benchmarks.subject;

import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;

/** Calls suspending functions that do not suspend, which costs what calling any other function costs. */
public final class InPlace {
    private static final Continuation<Object> NEVER_RESUMED = new Continuation<>() {
        @Override
        public CoroutineContext getContext() {
            return EmptyCoroutineContext.INSTANCE;
        }

        @Override
        public void resumeWith(Object result) {
            throw new IllegalStateException("this call was expected not to suspend");
        }
    };

    private InPlace() {}

    /** What to pass as the continuation. */
    // One object stands in for continuations of every type: it never receives a value.
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static <T> Continuation<T> get() {
        return (Continuation) NEVER_RESUMED;
    }

    /** The value that the function gave. */
    public static Object value(Object returned) {
        if (returned == IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
            throw new IllegalStateException("this call was expected not to suspend");
        }
        return returned;
    }
}
