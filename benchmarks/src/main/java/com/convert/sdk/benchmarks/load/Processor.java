package com.convert.sdk.benchmarks.load;

import com.launchdarkly.sdk.LDContext;
import com.launchdarkly.sdk.LDValue;
import com.launchdarkly.sdk.server.Components;
import com.launchdarkly.sdk.server.LDClient;
import com.launchdarkly.sdk.server.LDConfig;
import com.launchdarkly.sdk.server.integrations.EventProcessorBuilder;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** What takes events and delivers them: this SDK, and others' own processors. */
interface Processor {
    /** Takes the event of this number; what it cannot take it drops. */
    void take(int number);

    /** Delivers what it still has, within its own deadline, and closes. */
    void close();

    static Processor open(String name, String url) {
        return switch (name) {
            case "convert" -> convert(url);
            case "launchdarkly" -> launchDarkly(url, Components.sendEvents());
            case "launchdarkly-500" -> launchDarkly(url, Components.sendEvents().flushInterval(Duration.ofMillis(500)));
            case "opentelemetry" -> openTelemetry(url);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** A decision for a new visitor. */
    private static Processor convert(String url) {
        var visitors = Visitors.asTheyCome(url);
        return of(visitors::decide, visitors::close);
    }

    /** A custom event of one context, so that no event about the context comes with it. */
    private static Processor launchDarkly(String url, EventProcessorBuilder events) {
        var config = new LDConfig.Builder()
                .dataSource(Components.externalUpdatesOnly())
                .serviceEndpoints(Components.serviceEndpoints().events(URI.create(url)))
                .events(events)
                .diagnosticOptOut(true)
                .logging(Components.noLogging())
                .build();
        var client = new LDClient("sdk-key", config);
        var context = LDContext.create("visitor");
        return of(number -> client.trackData("exposure", context, LDValue.of(Event.id(number))), () -> {
            try {
                client.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** An empty span, through the batching processor as it comes and the exporter for OTLP over HTTP. */
    private static Processor openTelemetry(String url) {
        var exporter =
                OtlpHttpSpanExporter.builder().setEndpoint(url + "/v1/traces").build();
        var provider = SdkTracerProvider.builder()
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build();
        var tracer = provider.get("load");
        return of(
                number -> tracer.spanBuilder(Event.id(number)).startSpan().end(),
                () -> provider.shutdown().join(10, TimeUnit.SECONDS));
    }

    private static Processor of(IntConsumer take, Runnable close) {
        return new Processor() {
            @Override
            public void take(int number) {
                take.accept(number);
            }

            @Override
            public void close() {
                close.run();
            }
        };
    }
}
