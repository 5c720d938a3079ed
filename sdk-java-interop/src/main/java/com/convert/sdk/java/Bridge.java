package com.convert.sdk.java;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import org.jspecify.annotations.Nullable;

/**
 * The one way from Java into the coroutine core.
 *
 * <p>A call begins on the caller's thread. When it has its answer at once, which is the rule, nothing else happens: no
 * event loop, no other thread. Otherwise the core goes on in its own threads, and either the caller is parked until
 * the answer is there, or a future is completed by the executor.
 */
final class Bridge {
    private final Executor executor;

    Bridge(Executor executor) {
        this.executor = executor;
    }

    /** A suspend function of the core, started by handing it the continuation that Kotlin calls hand it. */
    @FunctionalInterface
    interface Suspending<T> {
        @Nullable
        Object startWith(Continuation<T> continuation);
    }

    <T> T await(Suspending<T> call) {
        return await(call, Function.identity());
    }

    void awaitUnit(Suspending<Unit> call) {
        await(call, Function.identity());
    }

    <T> Optional<T> awaitOptional(Suspending<T> call) {
        return await(call, Optional::ofNullable);
    }

    <T, R> R await(Suspending<T> call, Function<T, R> read) {
        var pending = new PendingCall<T, R>(read, Runnable::run);
        var answer = call.startWith(pending);
        return answer == IntrinsicsKt.getCOROUTINE_SUSPENDED() ? join(pending) : pending.read(answer);
    }

    <T> CompletableFuture<T> future(Suspending<T> call) {
        return future(call, Function.identity());
    }

    CompletableFuture<@Nullable Void> futureUnit(Suspending<Unit> call) {
        return future(call, done -> null);
    }

    <T> CompletableFuture<Optional<T>> futureOptional(Suspending<T> call) {
        return future(call, Optional::ofNullable);
    }

    // Whatever a call throws at once belongs into the future, as what it throws later does.
    <T, R extends @Nullable Object> CompletableFuture<R> future(Suspending<T> call, Function<T, R> read) {
        var pending = new PendingCall<T, R>(read, executor);
        try {
            var answer = call.startWith(pending);
            return answer == IntrinsicsKt.getCOROUTINE_SUSPENDED()
                    ? pending.stoppedWithFuture()
                    : CompletableFuture.completedFuture(pending.read(answer));
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static <R> R join(PendingCall<?, R> pending) {
        try {
            return pending.future().get();
        } catch (InterruptedException e) {
            pending.stop();
            Thread.currentThread().interrupt();
            var cancellation = new CancellationException("interrupted while waiting for the Convert SDK");
            cancellation.initCause(e);
            throw cancellation;
        } catch (ExecutionException e) {
            throw PendingCall.<RuntimeException>unchanged(e.getCause());
        }
    }
}
