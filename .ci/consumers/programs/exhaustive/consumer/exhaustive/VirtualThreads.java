package consumer.exhaustive;

import com.convert.sdk.java.Core;
import com.convert.sdk.java.DataStore;
import com.convert.sdk.java.EvaluationOptions;
import com.convert.sdk.java.SdkConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** More threads wait in the SDK at a time than there could be carriers, were one held by each. */
final class VirtualThreads {
    private static final int WAITING = 1_000;

    private VirtualThreads() {}

    static void decide() throws Exception {
        var store = new WaitingStore();
        var config = SdkConfig.builder()
                .data(ExhaustiveConsumer.PROJECT)
                .dataStore(store)
                .dataStoreTimeout(Duration.ofMinutes(1))
                .build();
        var untracked = EvaluationOptions.builder().enableTracking(false).build();
        try (var core = new Core(config).initialize();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Boolean>>();
            for (var i = 0; i < WAITING; i++) {
                var context = core.createContext("visitor-" + i);
                answers.add(threads.submit(
                        () -> context.runExperience("checkout", untracked).isPresent()));
            }
            ExhaustiveConsumer.require(store.asked.await(1, TimeUnit.MINUTES), "all threads to wait at a time");
            store.answer.complete(Optional.empty());
            for (var answer : answers) {
                ExhaustiveConsumer.require(answer.get(1, TimeUnit.MINUTES), "a variation");
            }
        }
    }

    /** Answers when all have asked. */
    private static final class WaitingStore implements DataStore {
        final CountDownLatch asked = new CountDownLatch(WAITING);
        final CompletableFuture<Optional<Object>> answer = new CompletableFuture<>();

        @Override
        public CompletionStage<Optional<Object>> get(String key) {
            asked.countDown();
            return answer;
        }

        @Override
        public CompletionStage<?> set(String key, Object value, Duration timeToLive) {
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public CompletionStage<Boolean> has(String key) {
            return CompletableFuture.completedFuture(false);
        }

        @Override
        public CompletionStage<?> delete(String key) {
            return CompletableFuture.completedFuture(true);
        }
    }
}
