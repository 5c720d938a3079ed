package com.convert.sdk.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.convert.sdk.java.Core;
import com.convert.sdk.spring.shop.Gate;
import com.convert.sdk.spring.shop.Service;
import com.convert.sdk.spring.shop.Shop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

class LoadTest {
    private static final int CLIENTS = 10;

    private final Service service = new Service();

    @EachServer
    void tenClientsAtOnceEachKeepAVariationAndAreReportedOnce(WebApplicationType type) throws Exception {
        Map<String, Set<String>> pages = new ConcurrentHashMap<>();
        try (var shop = Shop.open(type, service)) {
            crowd(client -> {
                for (var i = 0; i < 50; i++) {
                    var visitor = client + "-" + i % 5;
                    var page = shop.get("/checkout", "Cookie", "convert_visitor=" + visitor)
                            .body();
                    pages.computeIfAbsent(visitor, it -> ConcurrentHashMap.newKeySet())
                            .add(page);
                }
            });
        }
        assertThat(pages).hasSize(CLIENTS * 5);
        assertThat(pages.values()).allMatch(seen -> seen.size() == 1);
        assertThat(service.visitorsOf("bucketing")).containsExactlyInAnyOrderElementsOf(pages.keySet());
    }

    @EachServer
    void serversThatAreReplacedUnderLoadDeliverEveryPurchaseThatTheyConfirmed(WebApplicationType type)
            throws Exception {
        Set<String> confirmed = ConcurrentHashMap.newKeySet();
        var shops = List.of(Shop.open(type, service), Shop.open(type, service), Shop.open(type, service));
        var cores = shops.stream().map(Shop::core).toList();
        var threads = Executors.newFixedThreadPool(CLIENTS);
        var load = start(threads, client -> shops.forEach(shop -> buyUntilClosed(shop, client, confirmed)));
        for (var shop : shops) {
            var before = confirmed.size();
            var started = System.nanoTime();
            while (confirmed.size() < before + 100 && load.stream().noneMatch(Future::isDone)) {
                assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofMinutes(1));
                Thread.onSpinWait();
            }
            shop.close();
        }
        for (var client : load) client.get();
        threads.shutdown();
        assertThat(confirmed).hasSizeGreaterThan(299);
        assertThat(service.visitorsOf("conversion")).containsAll(confirmed).doesNotHaveDuplicates();
        assertThat(cores).allMatch(core -> core.getMetrics().getEventsLeftAtClose() == 0);
    }

    @EachServer
    void aSlowRequestInFlightIsAnsweredAndItsEventDeliveredBeforeWhatAStoreNeedsIsGone(WebApplicationType type)
            throws Exception {
        var shop = Shop.open(type, service, List.of(Closing.class, Neighbour.class));
        var closing = shop.bean(Closing.class).begun;
        var neighbour = shop.bean(Neighbour.class);
        var gate = shop.bean(Gate.class);
        var answer = CompletableFuture.supplyAsync(() -> shop.post("/slow-buy", "Cookie", "convert_visitor=ann"));
        gate.awaitArrival();
        var closed = CompletableFuture.runAsync(shop::close);
        closing.get();
        gate.open();
        assertThat(answer.get().body()).isEqualTo("queued");
        closed.get();
        assertThat(service.visitorsOf("conversion")).containsExactly("ann");
        assertThat(neighbour.deliveredAtStop).containsExactly(1L);
    }

    /** Knows when the application has begun to close. */
    static class Closing {
        final CompletableFuture<Void> begun = new CompletableFuture<>();

        @EventListener
        void onClosed(ContextClosedEvent event) {
            begun.complete(null);
        }
    }

    /** What a data store may need, such as a connection, which stops in the phase of most. */
    static class Neighbour implements SmartLifecycle {
        final List<Long> deliveredAtStop = new ArrayList<>();
        private final Core core;
        private volatile boolean isRunning;

        Neighbour(Core core) {
            this.core = core;
        }

        @Override
        public void start() {
            isRunning = true;
        }

        @Override
        public void stop() {
            isRunning = false;
            deliveredAtStop.add(core.getMetrics().getEventsDelivered());
        }

        @Override
        public boolean isRunning() {
            return isRunning;
        }

        @Override
        public int getPhase() {
            return 0;
        }
    }

    /** Goes on until the server closes, and leaves for the next one. */
    private static void buyUntilClosed(Shop shop, int client, Set<String> confirmed) {
        while (true) {
            var visitor = client + "-" + System.nanoTime();
            try {
                var answer = shop.post("/buy", "Cookie", "convert_visitor=" + visitor);
                if (answer.body().equals("queued")) {
                    confirmed.add(visitor);
                } else {
                    assertThat(shop.isClosing()).as(answer.body()).isTrue();
                    return;
                }
            } catch (Shop.Gone e) {
                // A server may end a connection that was idle; whoever sees that comes again.
                if (shop.isClosing()) return;
            }
        }
    }

    private static void crowd(IntConsumer work) throws Exception {
        var threads = Executors.newFixedThreadPool(CLIENTS);
        for (var client : start(threads, work)) client.get();
        threads.shutdown();
    }

    private static List<? extends Future<?>> start(ExecutorService threads, IntConsumer work) {
        return IntStream.range(0, CLIENTS)
                .mapToObj(client -> threads.submit(() -> work.accept(client)))
                .toList();
    }
}
