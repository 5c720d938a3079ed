package com.convert.sdk.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.CacheLevel;
import com.convert.sdk.StartMode;
import com.convert.sdk.SyncPolicy;
import com.convert.sdk.transport.HttpEngine;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.helpers.NOPLogger;

/** Every setter, found by reflection, with a value unlike its default: it sets its setting of the core, and no other. */
class SettingsTest {
    private static final String DATA = "{\"account_id\":\"1\",\"project\":{\"id\":\"2\"}}";

    @TempDir
    Path folder;

    /** By builder, setter and type: what is set. */
    private final Map<String, Object> samples = new HashMap<>();

    @BeforeEach
    void prepare() throws Exception {
        Path file = Files.writeString(folder.resolve("data.json"), DATA);
        sample("SdkConfig.environment", "staging");
        sample("SdkConfig.cacheLevel", CacheLevel.LOW);
        sample("SdkConfig.debugToken", "token-1");
        sample("SdkConfig.transport", TransportConfig.builder().verifyTls(false).build());
        sample("SdkConfig.batchSize", 7);
        sample("SdkConfig.autoFlushInterval", Duration.ofMillis(1_234));
        sample("SdkConfig.dataStore", new GatedDataStore(1));
        sample("SdkConfig.dataStoreTimeout", Duration.ofMillis(321));
        sample("SdkConfig.dataStoreTimeToLive", Duration.ofDays(30));
        sample("SdkConfig.logger", NOPLogger.NOP_LOGGER);
        sample("SdkConfig.refresh", RefreshConfig.builder().build());
        sample("SdkConfig.source", "jvm");
        sample("SdkConfig.maxQueueSize", 99);
        sample("SdkConfig.maxVisitors", 98);
        sample("SdkConfig.closeTimeout", Duration.ofSeconds(3));
        sample("SdkConfig.trackingEnabled", false);
        sample("SdkConfig.flushOnShutdown", false);
        sample("SdkConfig.cacheFile", folder.resolve("cache"));
        sample(
                "SdkConfig.durableQueue",
                DurableQueueConfig.builder(folder.resolve("queue")).build());
        sample("SdkConfig.start", StartMode.BACKGROUND);
        sample("SdkConfig.globalAttributes", Map.of("version", "4.2"));
        sample("SdkConfig.executor", (Executor) Runnable::run);
        sample("TransportConfig.baseUrl", "https://config.example.com");
        sample("TransportConfig.trackBaseUrl", "https://track.example.com");
        sample("TransportConfig.timeout", Duration.ofSeconds(9));
        sample("TransportConfig.connectTimeout", Duration.ofSeconds(2));
        sample("TransportConfig.authSecret", "secret-1");
        sample("TransportConfig.headers", Map.of("X-Name", "value-1"));
        sample("TransportConfig.verifyTls", false);
        sample("TransportConfig.compressTracking", true);
        sample("TransportConfig.engine", HttpEngine.CIO);
        sample("RefreshConfig.interval", Duration.ofMinutes(4));
        sample("RefreshConfig.jitter", Duration.ofSeconds(7));
        sample("RefreshConfig.backoffFactor", 3.5);
        sample("RefreshConfig.backoffMax", Duration.ofMinutes(77));
        sample("DurableQueueConfig.file", folder.resolve("other"));
        sample("DurableQueueConfig.sync", SyncPolicy.NEVER);
        sample("DurableQueueConfig.maxBytes", 1L << 20);
        sample("EvaluationOptions.attributes", Map.of("plan", "gold"));
        sample("EvaluationOptions.location", Map.of("url", "a"));
        sample("EvaluationOptions.enableTracking", false);
        sample("EvaluationOptions.enableStorage", false);
        sample("ConversionOptions.revenue", 4.5);
        sample("ConversionOptions.conversionData", Map.of("amount", 5));
        sample("ConversionOptions.forceMultiple", true);
        sample("ConversionOptions.ruleData", Map.of("plan", "gold"));
        samples.put("SdkConfig.data(String)", DATA);
        samples.put("SdkConfig.data(Path)", file);
        samples.put("SdkConfig.data(Map)", Map.of("account_id", "1", "project", Map.of("id", "2")));
        samples.put("SdkConfig.data(InputStream)", "a new one each time");
        sample("SdkConfig.sdkKey", "key-2");
    }

    private void sample(String setter, Object value) {
        samples.put(setter, value);
    }

    @Test
    @DisplayName("every setter sets its setting of the core, to its value, and no other")
    void setters() throws Exception {
        for (var builder : builders()) {
            Object before = core(build(builder.get()));
            for (Method setter : setters(builder.get().getClass())) {
                if (isAnotherSource(setter)) {
                    continue;
                }
                var changed = builder.get();
                Object value = sampleOf(setter);
                assertSame(changed, setter.invoke(changed, value), setter.toString());
                var settings = build(changed);
                if (setter.getName().equals("executor")) {
                    assertSame(value, ((SdkConfig) settings).executor());
                    continue;
                }
                var expected = new TreeMap<>(read(before));
                var actual = read(core(settings));
                assertNotEquals(expected.get(setter.getName()), actual.get(setter.getName()), setter.toString());
                assertEquals(coreForm(setter, value, actual), actual.get(setter.getName()), setter.toString());
                expected.put(setter.getName(), actual.get(setter.getName()));
                follow(setter, expected, actual);
                assertEquals(expected, actual, setter.toString());
            }
        }
    }

    @Test
    @DisplayName("settings are derived without losing one")
    void derived() throws Exception {
        for (var builder : builders()) {
            var full = builder.get();
            for (Method setter : setters(full.getClass())) {
                if (!isAnotherSource(setter)) {
                    setter.invoke(full, sampleOf(setter));
                }
            }
            var settings = build(full);
            var toBuilder = settings.getClass().getDeclaredMethod("toBuilder");
            var derived = build(toBuilder.invoke(settings));
            assertEquals(read(core(settings)), read(core(derived)));
            if (settings instanceof SdkConfig config) {
                assertSame(config.executor(), ((SdkConfig) derived).executor());
            }
        }
    }

    @Test
    @DisplayName("every setting that can be set can be read, as it was set")
    void getters() throws Exception {
        for (var builder : builders()) {
            for (Method setter : setters(builder.get().getClass())) {
                if (isAnotherSource(setter)) {
                    continue;
                }
                var changed = builder.get();
                Object value = sampleOf(setter);
                setter.invoke(changed, value);
                var actual = getter(build(changed), setter.getName());
                assertEquals(comparable(value), comparable(actual), setter.toString());
                var unset = getter(build(builder.get()), setter.getName());
                assertNotEquals(comparable(unset), comparable(actual), setter.toString());
            }
        }
    }

    private static @Nullable Object getter(Object settings, String setting) throws ReflectiveOperationException {
        var name = "get" + Character.toUpperCase(setting.charAt(0)) + setting.substring(1);
        var value = settings.getClass().getMethod(name).invoke(settings);
        return value instanceof Optional<?> optional ? optional.orElse(null) : value;
    }

    private static @Nullable Object comparable(@Nullable Object value) throws ReflectiveOperationException {
        var isSettings = value instanceof TransportConfig
                || value instanceof RefreshConfig
                || value instanceof DurableQueueConfig;
        return isSettings ? read(core(value)) : value;
    }

    @Test
    @DisplayName("the text form is the one of the core, which shows no secret")
    void text() throws Exception {
        for (var builder : builders()) {
            var settings = build(builder.get());
            assertEquals(core(settings).toString(), settings.toString());
        }
    }

    @Test
    @DisplayName("data is taken as text, a map, a file and a stream")
    void data() throws Exception {
        var expected = SdkConfig.builder().data(DATA).build().core().getData();
        assertNotNull(expected);
        assertTrue(SdkConfig.builder().data(DATA).build().isDirectConfig());
        assertFalse(SdkConfig.builder().sdkKey("key-1").build().isDirectConfig());
        for (Method setter : setters(SdkConfig.Builder.class)) {
            if (setter.getName().equals("data")) {
                var builder = SdkConfig.builder();
                setter.invoke(builder, sampleOf(setter));
                assertEquals(expected, builder.build().core().getData(), setter.toString());
            }
        }
    }

    private List<Supplier<Object>> builders() {
        return List.of(
                () -> SdkConfig.builder().sdkKey("key-1"),
                TransportConfig::builder,
                RefreshConfig::builder,
                () -> DurableQueueConfig.builder(folder.resolve("queue")),
                EvaluationOptions::builder,
                ConversionOptions::builder);
    }

    private static Object build(Object builder) throws ReflectiveOperationException {
        return builder.getClass().getMethod("build").invoke(builder);
    }

    private static Object core(Object settings) throws ReflectiveOperationException {
        var core = settings.getClass().getDeclaredMethod("core");
        core.setAccessible(true);
        return core.invoke(settings);
    }

    private static List<Method> setters(Class<?> builder) {
        return Arrays.stream(builder.getMethods())
                .filter(method -> method.getReturnType() == builder && method.getParameterCount() == 1)
                .toList();
    }

    /** Exactly one source is allowed, and the builders have their key. */
    private static boolean isAnotherSource(Method setter) {
        return setter.getName().equals("data");
    }

    private Object sampleOf(Method setter) {
        var type = setter.getParameterTypes()[0];
        var name = setter.getDeclaringClass().getEnclosingClass().getSimpleName() + "." + setter.getName();
        if (type == InputStream.class) {
            return new ByteArrayInputStream(DATA.getBytes(StandardCharsets.UTF_8));
        }
        var value = samples.getOrDefault(name, samples.get(name + "(" + type.getSimpleName() + ")"));
        assertNotNull(value, "a value for " + name);
        return value;
    }

    /** All settings of the core by name. */
    private static TreeMap<String, @Nullable Object> read(Object core) throws ReflectiveOperationException {
        var settings = new TreeMap<String, @Nullable Object>();
        for (Method getter : core.getClass().getMethods()) {
            var name = getter.getName().replaceAll("-.*", "");
            if (getter.isSynthetic()
                    || Modifier.isStatic(getter.getModifiers())
                    || getter.getParameterCount() > 0
                    || getter.getDeclaringClass() == Object.class
                    || !(name.startsWith("get") || name.startsWith("is"))) {
                continue;
            }
            var setting = name.startsWith("get") ? name.substring(3) : name;
            settings.put(Character.toLowerCase(setting.charAt(0)) + setting.substring(1), plain(getter.invoke(core)));
        }
        return settings;
    }

    /** Settings within settings are compared by value. A Kotlin duration is a number inside; nullable ones are boxed. */
    private static @Nullable Object plain(@Nullable Object value) throws ReflectiveOperationException {
        if (value != null && value.getClass().getName().matches("com\\.convert\\.sdk\\.\\w+Config")) {
            return read(value);
        }
        if (value == null || !value.getClass().getName().equals("kotlin.time.Duration")) {
            return value;
        }
        return value.getClass().getMethod("unbox-impl").invoke(value);
    }

    private static @Nullable Object coreForm(Method setter, Object value, Map<String, @Nullable Object> actual)
            throws ReflectiveOperationException {
        if (value instanceof Duration duration) {
            // Its lowest bit says that it counts nanoseconds.
            return duration.toNanos() << 1;
        }
        if (value instanceof TransportConfig || value instanceof RefreshConfig || value instanceof DurableQueueConfig) {
            return plain(core(value));
        }
        // The core sees an adapter.
        return value instanceof DataStore ? actual.get(setter.getName()) : value;
    }

    /** The one setting whose default depends on another. */
    private static void follow(Method setter, Map<String, @Nullable Object> expected, Map<String, ?> actual) {
        if (setter.getName().equals("timeout")) {
            expected.put("connectTimeout", actual.get("connectTimeout"));
        }
    }
}
