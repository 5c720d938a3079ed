package com.convert.sdk.openfeature;

import com.convert.sdk.fixture.ConfigScript;
import com.convert.sdk.fixture.JavaTransport;
import com.convert.sdk.fixture.RecordingTransport;
import com.convert.sdk.java.Core;
import com.convert.sdk.java.SdkConfig;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.FlagEvaluationOptions;
import dev.openfeature.sdk.Hook;
import dev.openfeature.sdk.HookContext;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.MutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.ProviderState;
import dev.openfeature.sdk.ThreadLocalTransactionContextPropagator;
import dev.openfeature.sdk.Value;
import dev.openfeature.sdk.exceptions.OpenFeatureError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import kotlinx.serialization.json.Json;
import kotlinx.serialization.json.JsonObject;
import kotlinx.serialization.json.JsonPrimitive;

/** What the steps of the specification's scenarios do, with a provider of Convert's. One scenario each. */
final class SpecificationSteps implements AutoCloseable {
    static final Path FOLDER = Path.of("src", "test", "resources", "specification");

    /** What a scenario expects, and what there is instead. */
    record Observation(String what, String expected, String actual) {}

    private static final Timing FAST = new Timing(Duration.ofMillis(5), Duration.ofHours(1), Duration.ofHours(1));
    private static final List<String> LEVELS = List.of("API", "Transaction", "Client", "Invocation", "Before Hooks");

    private final OpenFeatureAPI api = OpenFeatureAPI.createIsolated();
    private final Client client = api.getClient();
    private final List<Observation> observations = new ArrayList<>();
    private final Map<String, Map<String, Value>> levels = new HashMap<>();
    private final Map<String, Value> attributes = new LinkedHashMap<>();
    private final List<String> hooks = new ArrayList<>();
    private final List<String> entries;
    private final TreeSet<String> served = new TreeSet<>();

    private FlagEvaluationOptions options = FlagEvaluationOptions.builder().build();
    private List<String> precedence = List.of();
    private String type = "";
    private String key = "";
    private String fallback = "";
    private FlagEvaluationDetails<?> details;

    /** {@code entries}: what contexts may contain, each as {@code key=value}. */
    SpecificationSteps(List<String> entries) {
        this.entries = entries;
    }

    List<Observation> run(Scenario scenario) throws Exception {
        for (var step : scenario.steps()) run(step);
        return observations;
    }

    @Override
    public void close() {
        api.shutdown();
    }

    private void run(Scenario.Step step) throws Exception {
        var text = step.text();
        var parts = Scenario.quoted(text);
        if (text.matches("an? .* provider( with retrievable context is registered)?")) {
            provide(text);
        } else if (text.contains("-flag with key")) {
            type = text.substring(text.indexOf(' ') + 1, text.indexOf("-flag"));
            key = parts.get(0);
            fallback = parts.get(1);
        } else if (text.startsWith("a context containing a key")) {
            attributes.put(parts.get(0), text.endsWith("null value") ? null : value(parts.get(1), parts.get(2)));
        } else if (text.startsWith("A context entry with key")) {
            level(parts.get(2)).put(parts.get(0), new Value(parts.get(1)));
        } else if (text.startsWith("A table with levels")) {
            precedence = step.table().stream().map(row -> row.get(0)).toList();
        } else if (text.startsWith("Context entries for each level")) {
            fillLevels(parts.get(0), parts.get(1));
        } else if (text.equals("evaluation options containing specific hooks")) {
            options = FlagEvaluationOptions.builder()
                    .hook(hook("first"))
                    .hook(hook("second"))
                    .build();
        } else if (text.equals("an evaluation context with modifiable data")) {
            attributes.put("list", new Value(List.of(new Value("before"))));
        } else if (text.equals("Some flag was evaluated")) {
            evaluateEntries();
        } else if (text.startsWith("the flag was evaluated with details asynchronously")) {
            details = CompletableFuture.supplyAsync(this::evaluate).get();
        } else if (text.startsWith("the flag was evaluated with details")) {
            details = evaluate();
        } else {
            check(text, parts, step.table());
        }
    }

    private void check(String text, List<String> parts, List<List<String>> table) {
        var expected = parts.isEmpty() ? "" : parts.get(parts.size() - 1);
        if (text.startsWith("the resolved details value")) {
            observeValue(rendered(typed(expected)), rendered(details.getValue()));
        } else if (text.startsWith("the reason")) {
            observe("reason", expected, details.getReason());
        } else if (text.startsWith("the error-code")) {
            observe("error code", expected, String.valueOf(details.getErrorCode()));
        } else if (text.startsWith("the flag key")) {
            observe("flag key", expected, details.getFlagKey());
        } else if (text.startsWith("the variant")) {
            observe("variant", expected, String.valueOf(details.getVariant()));
        } else if (text.startsWith("the resolved metadata")) {
            table.stream()
                    .skip(1)
                    .forEach(row -> observe(
                            "metadata",
                            row.get(2),
                            String.valueOf(details.getFlagMetadata().getValue(row.get(0), Object.class))));
        } else if (text.startsWith("the provider status")) {
            observe("status", expected, status(ProviderState.valueOf(expected)));
        } else if (text.startsWith("The merged context contains")) {
            var entry = parts.get(0) + "=" + parts.get(1);
            observe("merged context", entry, served.contains(entry) ? entry : served.toString());
        } else if (text.startsWith("the specified hooks should execute") || text.startsWith("the hook order")) {
            observe("hooks", "two before, and the same two after, last one first", hookOrder());
        } else if (text.startsWith("the original evaluation context")) {
            observe("context", "[before]", rendered(attributes.get("list")));
        } else if (text.startsWith("the evaluation details should be immutable")) {
            observe("value", "true", rendered(details.getValue()));
        } else if (text.startsWith("the evaluation should complete")) {
            observe("evaluated", "true", String.valueOf(details != null));
        } else {
            throw new AssertionError("no such step: " + text);
        }
    }

    private void observeValue(String expected, String actual) {
        var isFallback = !actual.equals(expected) && actual.equals(rendered(typed(fallback)));
        observe("value", expected, isFallback ? "the caller's default" : actual);
    }

    private void observe(String what, String expected, String actual) {
        observations.add(new Observation(what, expected, actual));
    }

    private void provide(String text) {
        var service = new RecordingTransport();
        var settings = SdkConfig.builder();
        if (text.contains("fatal")) {
            settings.data(Map.of("experiences", "none"));
        } else if (text.contains("retrievable context")) {
            settings.data(GeneratedFlags.forEntries(entries));
        } else if (text.contains("not ready") || text.contains("error") || text.contains("stale")) {
            settings.sdkKey("1001/2001");
        } else {
            settings.data(GeneratedFlags.specification());
        }
        var configs = service.getConfigs().serve(null);
        if (text.contains("stale")) configs.serve("{\"account_id\":\"1001\",\"project\":{\"id\":\"2001\"}}");
        if (text.contains("not ready")) configs.hang();
        var provider = new ConvertProvider(new Core(settings.build(), new JavaTransport(service)), true, FAST);
        if (text.contains("not ready")) {
            api.setProvider(provider);
            return;
        }
        try {
            api.setProviderAndWait(provider);
            if (text.contains("stale")) failRefresh(provider.getCore(), configs);
        } catch (OpenFeatureError e) {
            // What the scenario asks about.
        }
    }

    private static void failRefresh(Core core, ConfigScript configs) {
        configs.serve(null);
        core.refreshNowAsync().handle((done, failure) -> failure).join();
    }

    /** Waits until it is that, as long as the test may take. */
    private String status(ProviderState expected) {
        while (client.getProviderState() != expected) Thread.onSpinWait();
        return client.getProviderState().name();
    }

    private void fillLevels(String last, String name) {
        for (var level : precedence.subList(0, precedence.indexOf(last) + 1))
            level(level).put(name, new Value(level));
    }

    private Map<String, Value> level(String name) {
        if (!LEVELS.contains(name)) throw new AssertionError("no such level: " + name);
        return levels.computeIfAbsent(name, it -> new HashMap<>());
    }

    private void evaluateEntries() {
        api.setTransactionContextPropagator(new ThreadLocalTransactionContextPropagator());
        api.setEvaluationContext(new ImmutableContext(level("API")));
        api.setTransactionContext(new ImmutableContext(level("Transaction")));
        client.setEvaluationContext(new ImmutableContext(level("Client")));
        var invocation = new ImmutableContext("visitor-1", level("Invocation"));
        var hook = FlagEvaluationOptions.builder().hook(new ContextHook()).build();
        for (var entry : entries) {
            if (client.getBooleanValue(entry, false, invocation, hook)) served.add(entry);
        }
    }

    private FlagEvaluationDetails<?> evaluate() {
        var context = new MutableContext("visitor-1", attributes);
        return switch (type) {
            case "Boolean" -> client.getBooleanDetails(key, (Boolean) typed(fallback), context, options);
            case "String" -> client.getStringDetails(key, fallback, context, options);
            case "Integer" -> client.getIntegerDetails(key, (Integer) typed(fallback), context, options);
            case "Float" -> client.getDoubleDetails(key, (Double) typed(fallback), context, options);
            case "Object" -> client.getObjectDetails(key, (Value) typed(fallback), context, options);
            default -> throw new AssertionError("no such type: " + type);
        };
    }

    private Object typed(String text) {
        return switch (type) {
            case "Boolean" -> Boolean.valueOf(text);
            case "Integer" -> Integer.valueOf(text);
            case "Float" -> Double.valueOf(text);
            case "Object" -> Value.objectToValue(structure((JsonObject) Json.Default.parseToJsonElement(text)));
            default -> text;
        };
    }

    private static Map<String, Object> structure(JsonObject object) {
        var all = new HashMap<String, Object>();
        object.forEach((name, value) -> all.put(name, plain((JsonPrimitive) value)));
        return all;
    }

    private static Object plain(JsonPrimitive value) {
        if (value.isString()) return value.getContent();
        return value.getContent().matches("true|false")
                ? Boolean.valueOf(value.getContent())
                : Double.valueOf(value.getContent());
    }

    private static Value value(String type, String text) {
        return switch (type) {
            case "Integer" -> new Value(Integer.valueOf(text));
            case "Boolean" -> new Value(Boolean.valueOf(text));
            default -> new Value(text);
        };
    }

    /** Numbers compare by value, whatever type of theirs a structure holds. */
    private static String rendered(Object value) {
        if (!(value instanceof Value it)) return String.valueOf(value);
        if (it.isStructure()) {
            var members = new TreeSet<String>();
            it.asStructure().asMap().forEach((name, member) -> members.add(name + ": " + rendered(member)));
            return members.toString();
        }
        if (it.isList())
            return it.asList().stream()
                    .map(SpecificationSteps::rendered)
                    .toList()
                    .toString();
        return it.isNumber() ? String.valueOf(it.asDouble()) : String.valueOf(it.asObject());
    }

    private String hookOrder() {
        var before = List.copyOf(hooks.subList(0, 2));
        var after = List.of(
                "after " + before.get(1).substring(7), "after " + before.get(0).substring(7));
        var isMirrored = Set.copyOf(before).equals(Set.of("before first", "before second"))
                && hooks.subList(2, hooks.size()).equals(after);
        return isMirrored ? "two before, and the same two after, last one first" : hooks.toString();
    }

    private Hook<Object> hook(String name) {
        return new NamedHook(name, (stage, who) -> hooks.add(stage + " " + who));
    }

    private record NamedHook(String name, BiConsumer<String, String> log) implements Hook<Object> {
        @Override
        public Optional<EvaluationContext> before(HookContext<Object> context, Map<String, Object> hints) {
            log.accept("before", name);
            return Optional.empty();
        }

        @Override
        public void after(
                HookContext<Object> context, FlagEvaluationDetails<Object> details, Map<String, Object> hints) {
            log.accept("after", name);
        }
    }

    private final class ContextHook implements Hook<Object> {
        @Override
        public Optional<EvaluationContext> before(HookContext<Object> context, Map<String, Object> hints) {
            return Optional.of(new ImmutableContext(level("Before Hooks")));
        }
    }
}
