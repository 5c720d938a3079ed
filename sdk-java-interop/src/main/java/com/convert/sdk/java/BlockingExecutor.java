package com.convert.sdk.java;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Runs calls that block where they may. */
final class BlockingExecutor {
    private final Executor executor;

    BlockingExecutor(Executor executor) {
        this.executor = executor;
    }

    <T> CompletableFuture<T> run(Callable<T> call) {
        var answer = new CompletableFuture<T>();
        executor.execute(() -> {
            // It may have waited in line until the caller gave up.
            if (!answer.isDone()) {
                complete(answer, call);
            }
        });
        return answer;
    }

    private static <T> void complete(CompletableFuture<T> answer, Callable<T> call) {
        try {
            answer.complete(call.call());
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }
}
