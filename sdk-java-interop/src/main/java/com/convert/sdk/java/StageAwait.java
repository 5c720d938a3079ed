package com.convert.sdk.java;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.future.FutureKt;
import org.jspecify.annotations.Nullable;

/** The way back: the core waits for the user's stage. */
final class StageAwait {
    private StageAwait() {}

    /** Suspends until the stage is done; goes on at once when it is. Cancelling the waiting cancels the stage. */
    static <T, R extends @Nullable Object> @Nullable Object await(
            CompletionStage<T> stage, Function<? super T, R> read, Continuation<? super R> continuation) {
        var source = stage.toCompletableFuture();
        CompletableFuture<R> answer = source.thenApply(read);
        answer.whenComplete((value, failure) -> {
            if (answer.isCancelled()) {
                source.cancel(true);
            }
        });
        return FutureKt.await(answer, continuation);
    }
}
