package com.convert.sdk.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.ConfigSnapshot;
import com.convert.sdk.result.ConversionStatus;
import com.convert.sdk.transport.ConfigRequest;
import com.convert.sdk.transport.ConfigResponse;
import com.convert.sdk.transport.TrackingRequest;
import com.convert.sdk.transport.TrackingResponse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class CoreTest {
    @Test
    @DisplayName("an instance is ready, and has a configuration, once it is initialized")
    void readiness() {
        try (var core = new Core(settings(), new RecordingTransport())) {
            assertFalse(core.isReady());
            assertEquals(Optional.empty(), core.getCurrentConfig());
            core.initialize();
            assertTrue(core.isReady());
            assertEquals(Optional.of("200"), core.getCurrentConfig().map(ConfigSnapshot::getProjectId));
        }
    }

    @Test
    @DisplayName("the text form is the one of the core")
    void text() {
        try (var core = new Core(settings(), new RecordingTransport());
                var kotlin = new com.convert.sdk.Core(settings().core(), StageTransport.of(new RecordingTransport()))) {
            assertEquals(kotlin.toString(), core.toString());
        }
    }

    @Test
    @DisplayName("shutting down on an interrupted thread delivers, answers, and leaves the thread interrupted")
    void interruptedShutdown() {
        var transport = new SlowTransport();
        var core = new Core(settings(), transport).initialize();
        core.createContext("visitor-1").trackConversion("purchase");
        new Thread(transport::answerOnceAsked).start();
        Thread.currentThread().interrupt();
        var result = core.shutdown();
        assertTrue(Thread.interrupted());
        assertEquals(0, result.getEventsLeft());
        assertEquals(1, core.getMetrics().getEventsDelivered());
    }

    @Test
    @DisplayName(
            "with a durable queue a call that waits is completed by the executor, and one that tracks nothing at once")
    void durableQueue(@TempDir Path folder) throws Exception {
        var tasks = new LinkedBlockingQueue<Runnable>();
        var settings = SdkConfig.builder()
                .data(Projects.SHOP)
                .flushOnShutdown(false)
                .durableQueue(
                        DurableQueueConfig.builder(folder.resolve("queue")).build())
                .executor(tasks::add);
        try (var core = new Core(settings.build(), new RecordingTransport()).initialize()) {
            var context = core.createContext("visitor-1");
            var tracked = context.trackConversionAsync("purchase");
            // The event may be written before anybody waits for it.
            if (!tracked.isDone()) {
                tasks.take().run();
            }
            assertEquals(ConversionStatus.QUEUED, tracked.getNow(null).getStatus());
            assertTrue(context.trackConversionAsync("purchase").isDone());
        }
    }

    private static SdkConfig settings() {
        return SdkConfig.builder().data(Projects.SHOP).flushOnShutdown(false).build();
    }

    /** Answers a batch only after it has been given one, and on another thread. */
    private static final class SlowTransport implements Transport {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CompletableFuture<TrackingResponse> answer = new CompletableFuture<>();

        void answerOnceAsked() {
            try {
                asked.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            answer.complete(new TrackingResponse(200, null));
        }

        @Override
        public CompletionStage<ConfigResponse> fetchConfig(ConfigRequest request) {
            throw new AssertionError("not scripted");
        }

        @Override
        public CompletionStage<TrackingResponse> sendTracking(TrackingRequest request) {
            asked.countDown();
            return answer;
        }

        @Override
        public void close() {}
    }
}
