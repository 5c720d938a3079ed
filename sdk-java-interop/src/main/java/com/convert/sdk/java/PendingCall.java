package com.convert.sdk.java;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import kotlin.ResultKt;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobKt;
import org.jspecify.annotations.Nullable;

/**
 * One call into the core, from its start to its answer.
 *
 * <p>Its job is what the suspended core looks at to see that the caller has left. The core goes on where the answer
 * came from, so that no thread of the application has to be free for that; who waits is served by the executor.
 */
final class PendingCall<T, R extends @Nullable Object> implements Continuation<T> {
    private final Function<T, R> read;
    private final Executor executor;
    private volatile @Nullable Waiting<R> waiting;

    /** What only a call that waits needs; most have their answer before. */
    private static final class Waiting<R extends @Nullable Object> {
        private final Job job = JobKt.Job(null);
        private final CoroutineContext context = job.plus(Dispatchers.getUnconfined());
        private final CompletableFuture<R> future = new CompletableFuture<>();
    }

    PendingCall(Function<T, R> read, Executor executor) {
        this.read = read;
        this.executor = executor;
    }

    CompletableFuture<R> future() {
        return waiting().future;
    }

    private Waiting<R> waiting() {
        var made = waiting;
        return made == null ? makeWaiting() : made;
    }

    private synchronized Waiting<R> makeWaiting() {
        var made = waiting;
        if (made == null) {
            made = new Waiting<>();
            waiting = made;
        }
        return made;
    }

    /** The future, from now on tied to the work: when it is cancelled or failed by its owner, the work stops. */
    CompletableFuture<R> stoppedWithFuture() {
        var future = future();
        future.whenComplete((value, failure) -> {
            if (failure != null) {
                stop();
            }
        });
        return future;
    }

    void stop() {
        waiting().job.cancel(null);
    }

    /** What the core answered, as Java sees it. */
    @SuppressWarnings("unchecked")
    R read(@Nullable Object answer) {
        return read.apply((T) answer);
    }

    @Override
    public CoroutineContext getContext() {
        return waiting().context;
    }

    /** Called by the core, on whatever thread it is, when a call that had to wait has its answer. */
    @Override
    public void resumeWith(Object result) {
        try {
            executor.execute(() -> complete(result));
        } catch (RejectedExecutionException e) {
            // An executor that is shut down must not leave the caller waiting for ever.
            ForkJoinPool.commonPool().execute(() -> complete(result));
        }
    }

    private void complete(Object result) {
        try {
            ResultKt.throwOnFailure(result);
            future().complete(read(result));
        } catch (Throwable e) {
            future().completeExceptionally(e);
        }
    }

    /** The failure itself: of ours none is checked, and those of others are not for us to wrap. */
    @SuppressWarnings("unchecked")
    static <E extends Throwable> E unchanged(@Nullable Throwable failure) throws E {
        throw (E) failure;
    }
}
