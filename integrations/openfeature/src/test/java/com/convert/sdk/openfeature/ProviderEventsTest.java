package com.convert.sdk.openfeature;

import static dev.openfeature.sdk.ProviderEvent.PROVIDER_CONFIGURATION_CHANGED;
import static dev.openfeature.sdk.ProviderEvent.PROVIDER_ERROR;
import static dev.openfeature.sdk.ProviderEvent.PROVIDER_READY;
import static dev.openfeature.sdk.ProviderEvent.PROVIDER_STALE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.error.ConfigLoadException;
import com.convert.sdk.fixture.JavaTransport;
import com.convert.sdk.fixture.RecordingTransport;
import com.convert.sdk.java.Core;
import com.convert.sdk.java.SdkConfig;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.ProviderState;
import dev.openfeature.sdk.exceptions.FatalError;
import dev.openfeature.sdk.exceptions.GeneralError;
import dev.openfeature.sdk.providers.memory.InMemoryProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderEventsTest {
    private static final Timing FAST = new Timing(Duration.ofMillis(20), Duration.ofMillis(40), Duration.ofMillis(80));
    private static final ImmutableContext VISITOR = new ImmutableContext("visitor-1");

    private final Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
    private final RecordingTransport service = new RecordingTransport();
    private final OpenFeatureAPI api = OpenFeatureAPI.createIsolated();
    private final Recorded events = new Recorded(api.getClient());

    @AfterEach
    void shutdown() {
        api.shutdown();
    }

    @Test
    @DisplayName("with the service up, the provider is ready and signals nothing else")
    void ready() throws Exception {
        api.setProviderAndWait(provider(Shop.JSON));
        events.next(PROVIDER_READY);
        assertEquals(ProviderState.READY, api.getClient().getProviderState());
        assertTrue(events.hasNone(PROVIDER_STALE) && events.hasNone(PROVIDER_ERROR));
    }

    @Test
    @DisplayName("a service that is down at the start is an error, and ready once it is up")
    void downThenUp() throws Exception {
        assertThrows(GeneralError.class, () -> api.setProviderAndWait(provider(null)));
        events.next(PROVIDER_ERROR);
        assertEquals(ProviderState.ERROR, api.getClient().getProviderState());
        var early = api.getClient().getStringDetails("checkout", "?", VISITOR);
        assertEquals("?", early.getValue());
        assertEquals(ErrorCode.PROVIDER_NOT_READY, early.getErrorCode());
        api.getClient().track("purchase", VISITOR);

        service.getConfigs().serve(Shop.JSON);
        events.next(PROVIDER_READY);
        assertEquals(ProviderState.READY, api.getClient().getProviderState());
        assertFalse(api.getClient().getStringValue("checkout", "?", VISITOR).equals("?"));
    }

    @Test
    @DisplayName("data that never will be a configuration is fatal")
    void fatal() {
        var settings = SdkConfig.builder().data(Map.of("experiences", "none")).build();
        var core = new Core(settings, new JavaTransport(service));
        assertThrows(FatalError.class, () -> api.setProviderAndWait(new ConvertProvider(core, true, FAST)));
        assertEquals(ProviderState.FATAL, api.getClient().getProviderState());
        core.close();
    }

    @Test
    @DisplayName("a new configuration is announced with the flags that changed")
    void changed() throws Exception {
        var provider = provider(Shop.JSON);
        api.setProviderAndWait(provider);

        service.getConfigs().serve(Shop.JSON.replace("Gruezi", "Salut"));
        provider.getCore().refreshNow();
        var flags = events.next(PROVIDER_CONFIGURATION_CHANGED).getFlagsChanged();
        assertEquals(Set.of("rollout", "greeting", "greeting.text"), Set.copyOf(flags));

        service.getConfigs().serve(Shop.JSON.replace("Gruezi", "Salut").replace("\"CH\"", "\"LI\""));
        provider.getCore().refreshNow();
        flags = events.next(PROVIDER_CONFIGURATION_CHANGED).getFlagsChanged();
        assertEquals(Set.of("rollout", "greeting", "greeting.text"), Set.copyOf(flags), "an audience that it names");

        service.getConfigs()
                .serve(Shop.JSON
                        .replace("Gruezi", "Salut")
                        .replace("\"CH\"", "\"LI\"")
                        .replace("\"unused\"", "\"used\"")
                        .replace("\"goals\"", "\"archived_experiences\": [\"3003\"], \"goals\""));
        provider.getCore().refreshNow();
        flags = events.next(PROVIDER_CONFIGURATION_CHANGED).getFlagsChanged();
        assertEquals(Set.of("unused", "used", "cart-test"), Set.copyOf(flags), "renamed, and archived");
        assertEquals(List.copyOf(new HashSet<>(flags)).size(), flags.size());
    }

    @Test
    @DisplayName("a refresh that fails makes it stale, and one that works ready again")
    void stale() throws Exception {
        var provider = provider(Shop.JSON);
        api.setProviderAndWait(provider);
        events.next(PROVIDER_READY);

        service.getConfigs().serve(null);
        assertThrows(ConfigLoadException.class, () -> provider.getCore().refreshNow());
        events.next(PROVIDER_STALE);
        assertEquals(ProviderState.STALE, api.getClient().getProviderState());
        assertFalse(api.getClient().getStringValue("checkout", "?", VISITOR).equals("?"));

        service.getConfigs().serve(Shop.JSON);
        provider.getCore().refreshNow();
        events.next(PROVIDER_READY);
        assertEquals(ProviderState.READY, api.getClient().getProviderState());
        assertTrue(events.hasNone(PROVIDER_CONFIGURATION_CHANGED));
    }

    @Test
    @DisplayName("a start from the cache file is ready, then stale until the service answers")
    void cache(@TempDir Path folder) throws Exception {
        var settings = SdkConfig.builder()
                .sdkKey("1001/2001")
                .cacheFile(folder.resolve("cache"))
                .build();
        service.getConfigs().serve(Shop.JSON);
        try (var earlier = new Core(settings, new JavaTransport(service))) {
            earlier.initialize();
        }
        service.getConfigs().serve(null);
        var provider = new ConvertProvider(new Core(settings, new JavaTransport(service)), true, FAST);
        api.setProviderAndWait(provider);
        events.next(PROVIDER_READY);
        events.next(PROVIDER_STALE);

        service.getConfigs().serve(Shop.JSON);
        provider.getCore().refreshNow();
        events.next(PROVIDER_READY);
    }

    @Test
    @DisplayName("an instance that its owner closes is a fatal error")
    void closedByOwner() throws Exception {
        var core = new Core(SdkConfig.builder().data(Shop.JSON).build(), new JavaTransport(service));
        api.setProviderAndWait(new ConvertProvider(core, false, FAST));
        core.close();
        events.next(PROVIDER_ERROR);
        assertEquals(ProviderState.FATAL, api.getClient().getProviderState());
    }

    @Test
    @DisplayName("a provider that is replaced delivers its events, closes its instance and leaves no thread")
    void replaced() throws Exception {
        var provider = provider(Shop.JSON);
        api.setProviderAndWait(provider);
        api.getClient().getStringValue("checkout", "?", VISITOR);
        provider.emitProviderStale(null).await();

        api.setProviderAndWait(new InMemoryProvider(Map.of()));
        assertNoThreadIsLeft();
        assertEquals(1, service.eventCount("bucketing"));
        assertTrue(service.isClosed());
    }

    @Test
    @DisplayName("a provider that is shut down while it still tries to load leaves no thread")
    void shutDownWhileRetrying() throws Exception {
        var provider = provider(null);
        assertThrows(GeneralError.class, () -> api.setProviderAndWait(provider));
        api.shutdown();
        assertNoThreadIsLeft();
        provider.shutdown();
        assertThrows(FatalError.class, () -> provider.initialize(null));
    }

    /** One that loads {@code config}; {@code null} for a service that is down. */
    private ConvertProvider provider(@Nullable String config) {
        service.getConfigs().serve(config);
        var settings = SdkConfig.builder().sdkKey("1001/2001").build();
        return new ConvertProvider(new Core(settings, new JavaTransport(service)), true, FAST);
    }

    /** None of the provider's, the SDK's, or of OpenFeature's for the provider. */
    private void assertNoThreadIsLeft() throws InterruptedException {
        for (var thread : Thread.getAllStackTraces().keySet()) {
            var name = thread.getName();
            if (threadsBefore.contains(thread)) continue;
            if (!name.startsWith("convert") && !name.startsWith("openfeature-event-emitter")) continue;
            thread.join(10_000);
            assertFalse(thread.isAlive(), name);
        }
    }
}
