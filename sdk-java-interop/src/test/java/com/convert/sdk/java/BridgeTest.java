package com.convert.sdk.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.convert.sdk.error.ConfigLoadException;
import com.convert.sdk.error.InvalidConfigException;
import com.convert.sdk.result.ExperienceResult;
import com.convert.sdk.transport.ConfigResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class BridgeTest {
    private static final Executor REFUSING = task -> {
        throw new RejectedExecutionException("not to be used");
    };

    private final RecordingTransport transport = new RecordingTransport();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (var each : open) {
            each.close();
        }
    }

    @Test
    @DisplayName("a future whose call need not wait is done when returned, and its stages run on the caller")
    void completesOnTheCaller() {
        var context = context(settings().executor(REFUSING));
        var future = context.runExperienceAsync("checkout");
        assertTrue(future.isDone());
        assertSame(
                Thread.currentThread(),
                future.thenApply(result -> Thread.currentThread()).join());
    }

    @Test
    @DisplayName("stages of a future that had to wait run on the executor that was given")
    void completesOnTheGivenExecutor() throws Exception {
        var executor = Executors.newSingleThreadExecutor(task -> new Thread(task, "given"));
        open.add(executor::shutdownNow);
        var store = new GatedDataStore(1);
        var thread = context(settings().executor(executor).dataStore(store))
                .runExperienceAsync("checkout")
                .thenApply(result -> Thread.currentThread().getName());
        store.open();
        assertEquals("given", thread.join());
    }

    @Test
    @DisplayName("stages run on a thread for callbacks, not on the data store's, when no executor was given")
    void completesOnCallbackThreads() throws Exception {
        var store = new GatedDataStore(1);
        var thread = context(settings().dataStore(store))
                .runExperienceAsync("checkout")
                .thenApply(result -> Thread.currentThread());
        var opener = new Thread(store::open);
        opener.start();
        var name = thread.join().getName();
        assertTrue(name.startsWith("convert-sdk-callback-"), name);
    }

    @Test
    @DisplayName("stages that wait for other futures leave a thread for these, whatever their number")
    void waitingStagesDoNotBlockEachOther() throws Exception {
        var first = new GatedDataStore(1);
        var second = new GatedDataStore(1);
        var outer = context(settings().dataStore(first));
        var inner = context(settings().dataStore(second));
        var stages = IntStream.range(0, 32)
                .mapToObj(number -> outer.runExperienceAsync("checkout")
                        .thenApply(
                                result -> inner.runExperienceAsync("checkout").join()))
                .toList();
        first.open();
        second.asked.await();
        second.open();
        stages.forEach(
                stage -> assertTrue(stage.orTimeout(20, TimeUnit.SECONDS).join().isPresent()));
    }

    @Test
    @DisplayName("an executor that refuses leaves nobody waiting")
    void survivesARefusingExecutor() {
        var store = new GatedDataStore(1);
        var future = context(settings().executor(REFUSING).dataStore(store)).runExperienceAsync("checkout");
        store.open();
        assertTrue(future.join().isPresent());
    }

    @Test
    @DisplayName("cancelling a future cancels the work")
    void cancelReachesTheWork() throws Exception {
        var store = new GatedDataStore(1);
        var future = context(settings().dataStore(store)).runExperienceAsync("checkout");
        store.asked.await();
        future.cancel(true);
        assertThrows(CancellationException.class, store.gate::join);
    }

    @Test
    @DisplayName("a future that times out cancels the work too")
    void timeoutReachesTheWork() {
        var store = new GatedDataStore(1);
        var future = context(settings().dataStore(store)).runExperienceAsync("checkout");
        future.orTimeout(1, TimeUnit.MILLISECONDS);
        assertThrows(CompletionException.class, future::join);
        assertThrows(CancellationException.class, store.gate::join);
    }

    @Test
    @DisplayName("an interrupt cancels a blocking call and leaves the flag set")
    void interruptReachesTheWork() throws Exception {
        var store = new GatedDataStore(1);
        var context = context(settings().dataStore(store));
        var failure = new AtomicReference<Throwable>();
        var flag = new AtomicBoolean();
        var caller = new Thread(() -> {
            failure.set(assertThrows(RuntimeException.class, () -> context.runExperience("checkout")));
            flag.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        store.asked.await();
        caller.interrupt();
        caller.join();
        assertInstanceOf(CancellationException.class, failure.get());
        assertTrue(flag.get());
        assertTrue(store.gate.isCancelled());
    }

    @Test
    @DisplayName("a call that need not wait takes no notice of an interrupt")
    void interruptDoesNotSpoilAnAnswer() {
        var context = context(settings());
        Thread.currentThread().interrupt();
        assertTrue(context.runExperience("checkout").isPresent());
        assertTrue(Thread.interrupted());
    }

    @Test
    @DisplayName("a failure at once arrives as itself, and in a future as the cause of join")
    void failsAtOnce() {
        var core = core(SdkConfig.builder().data("{}"));
        assertThrows(InvalidConfigException.class, core::initialize);
        var future = core.initializeAsync();
        var failure = assertThrows(CompletionException.class, future::join);
        assertInstanceOf(InvalidConfigException.class, failure.getCause());
    }

    @Test
    @DisplayName("a failure after waiting arrives as itself, and in a future as the cause of join")
    void failsLater() {
        var core = core(SdkConfig.builder().sdkKey("key"));
        var future = core.initializeAsync();
        transport.config.completeExceptionally(new ConfigLoadException("no answer"));
        assertInstanceOf(
                ConfigLoadException.class,
                assertThrows(CompletionException.class, future::join).getCause());
        assertThrows(ConfigLoadException.class, core::initialize);
    }

    @Test
    @DisplayName("a blocking call waits for an answer that comes later")
    void waits() throws Exception {
        var core = core(SdkConfig.builder().sdkKey("key"));
        var caller = Executors.newSingleThreadExecutor();
        open.add(caller::shutdownNow);
        Future<Core> initialized = caller.submit(core::initialize);
        transport.config.complete(new ConfigResponse.Loaded(Projects.SHOP, null));
        assertSame(core, initialized.get());
        assertTrue(core.isReady());
    }

    @Test
    @DisplayName("more virtual threads may wait than there are carriers")
    void doesNotPinVirtualThreads() throws Exception {
        assumeTrue(Runtime.version().feature() >= 21);
        var waiting = 600;
        var store = new GatedDataStore(waiting);
        var core = core(settings().dataStore(store)).initialize();
        var threads = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        open.add(threads::shutdownNow);
        var answers = new ArrayList<CompletableFuture<Optional<ExperienceResult>>>();
        for (var i = 0; i < waiting; i++) {
            var context = core.createContext("visitor-" + i);
            answers.add(CompletableFuture.supplyAsync(() -> context.runExperience("checkout"), threads));
        }
        store.asked.await();
        store.open();
        for (var answer : answers) {
            assertTrue(answer.join().isPresent());
        }
    }

    private static SdkConfig.Builder settings() {
        return SdkConfig.builder()
                .data(Projects.SHOP)
                .dataStoreTimeout(Duration.ofMinutes(1))
                .flushOnShutdown(false);
    }

    private Core core(SdkConfig.Builder settings) {
        var core = new Core(settings.flushOnShutdown(false).build(), transport);
        open.add(core);
        return core;
    }

    private Context context(SdkConfig.Builder settings) {
        return core(settings).initialize().createContext("visitor-1");
    }
}
