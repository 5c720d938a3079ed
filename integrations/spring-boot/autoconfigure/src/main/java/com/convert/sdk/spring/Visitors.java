package com.convert.sdk.spring;

import com.convert.sdk.PreviewParam;
import com.convert.sdk.java.Context;
import com.convert.sdk.java.Core;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;

/** From a request to its visitor's context, the same way in MVC and WebFlux. */
final class Visitors {
    /** Under which a request keeps its context. */
    static final String ATTRIBUTE = Visitors.class.getName() + ".context";

    private static final String PREVIEW = "convert_preview";

    private final Core core;
    private final ContextFactory contexts;
    private final VisitorCookie cookie;
    private final boolean previewsLinks;
    private final boolean hasInspector;
    private final Hooks hooks;

    /** The application's own beans. */
    record Hooks(VisitorResolver visitor, ConsentPolicy consent, List<AttributesProvider> attributes) {}

    /** A context on its way: a preview may be to be asked for, and has to be there if there is no consent. */
    record Visit(Context context, Optional<PreviewParam> preview, boolean isConsentGiven) {}

    Visitors(Core core, ContextFactory contexts, ConvertProperties properties, Hooks hooks) {
        this.core = core;
        this.contexts = contexts;
        this.cookie = new VisitorCookie(properties.cookie());
        this.previewsLinks = properties.preview().enabled();
        this.hasInspector = properties.inspector().enabled();
        this.hooks = hooks;
    }

    Visit visit(VisitorRequest request, Consumer<ResponseCookie> cookies) {
        var isConsentGiven = hooks.consent().isGiven(request);
        if (!core.isReady()) return bystander();
        var preview = previewsLinks ? preview(request) : Optional.<PreviewParam>empty();
        if (!isConsentGiven && preview.isEmpty()) return bystander();
        var visitor =
                isConsentGiven ? visitor(request, cookies) : UUID.randomUUID().toString();
        var attributes = merged(provider -> provider.attributes(request));
        var location = merged(provider -> provider.location(request));
        return new Visit(contexts.create(visitor, attributes, location), preview, isConsentGiven);
    }

    /** The context, once it is known whether there was such a variation to preview. */
    Context settle(Visit visit, boolean isPreviewed) {
        // A preview leaves no trace, so it needs no consent.
        return visit.isConsentGiven() || isPreviewed ? visit.context() : contexts.bystander();
    }

    /** By a link, or else by the cookie that the live page sets. */
    private Optional<PreviewParam> preview(VisitorRequest request) {
        var wanted = request.parameter(PREVIEW).or(() -> hasInspector ? request.cookie(PREVIEW) : Optional.empty());
        return Context.parsePreviewParam(wanted.orElse(null));
    }

    private Visit bystander() {
        return new Visit(contexts.bystander(), Optional.empty(), true);
    }

    private String visitor(VisitorRequest request, Consumer<ResponseCookie> cookies) {
        return hooks.visitor()
                .resolve(request)
                .filter(id -> !id.isEmpty())
                .orElseGet(() -> cookie.visitorOf(request, cookies));
    }

    private Map<String, @Nullable Object> merged(
            Function<AttributesProvider, Map<String, ? extends @Nullable Object>> part) {
        var all = new HashMap<String, @Nullable Object>();
        hooks.attributes().forEach(provider -> all.putAll(part.apply(provider)));
        return all;
    }
}
