package com.convert.sdk.benchmarks.tracking;

import com.convert.sdk.benchmarks.subject.Projects;
import com.convert.sdk.java.Core;
import com.convert.sdk.java.SdkConfig;
import com.convert.sdk.java.TransportConfig;
import com.convert.sdk.result.ConversionStatus;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Conversions of distinct visitors, from the call to the service's answer, through the SDK's own HTTP client. */
public final class Throughput {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private Throughput() {}

    /** Takes the numbers of producers, of events, and of events a batch; prints events a second. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var producers = Integer.parseInt(arguments[0]);
        var events = Integer.parseInt(arguments[1]) / producers * producers;
        try (var service = new TrackingService();
                var core = open(service, Integer.parseInt(arguments[2]))) {
            var start = System.nanoTime();
            produce(core, producers, events / producers);
            core.flush();
            var seconds = (System.nanoTime() - start) / 1e9;
            if (service.events() != events) {
                throw new IllegalStateException(service.events() + " of " + events + " events arrived");
            }
            System.out.println(events / seconds);
        }
        System.exit(0);
    }

    private static Core open(TrackingService service, int batchSize) {
        var config = SdkConfig.builder()
                .data(Projects.withGoal())
                .batchSize(batchSize)
                .flushOnShutdown(false)
                .transport(TransportConfig.builder().trackBaseUrl(service.url()).build())
                .build();
        return new Core(config).initialize();
    }

    private static void produce(Core core, int producers, int events) throws InterruptedException {
        var threads = Executors.newFixedThreadPool(producers);
        for (var i = 0; i < producers; i++) {
            var producer = i;
            threads.execute(() -> {
                for (var event = 0; event < events; event++) {
                    track(core, producer + "-" + event);
                }
            });
        }
        threads.shutdown();
        if (!threads.awaitTermination(10, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the producers did not come to their end");
        }
    }

    /** A full queue is the service's pace, and waited for. */
    private static void track(Core core, String visitor) {
        var context = core.createContext(visitor);
        while (context.trackConversion(Projects.GOAL).getStatus() == ConversionStatus.QUEUE_FULL) {
            LockSupport.parkNanos(PAUSE);
        }
    }
}
