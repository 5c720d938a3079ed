package com.convert.sdk.openfeature;

import com.convert.sdk.ConfigSnapshot;
import com.convert.sdk.CoreState;
import com.convert.sdk.java.Core;
import com.convert.sdk.java.EvaluationOptions;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.ProviderEvaluation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers evaluations. Never throws. */
final class FlagResolver {
    private static final Logger log = LoggerFactory.getLogger(ConvertProvider.class);

    private final Core core;

    /** The one that was asked for last; contexts made at the same time have the same snapshot. */
    private volatile @Nullable KnownCatalog known;

    FlagResolver(Core core) {
        this.core = core;
    }

    <T> ProviderEvaluation<T> evaluate(
            String key, FlagType<T> type, @Nullable T fallback, @Nullable EvaluationContext context) {
        var answers = new Answers<>(type, fallback);
        try {
            return answer(key, answers, context);
        } catch (RuntimeException e) {
            if (!hasConfiguration()) return notReady(answers);
            // Without the exception: it may be a data store's, and quote the visitor.
            log.warn("an evaluation failed with {}", e.getClass().getName());
            return answers.error(
                    ErrorCode.GENERAL, "failed with " + e.getClass().getSimpleName());
        }
    }

    private <T> ProviderEvaluation<T> answer(
            String key, Answers<T> answers, @Nullable EvaluationContext evaluationContext) {
        if (!hasConfiguration()) return notReady(answers);
        var visitor = evaluationContext == null ? null : evaluationContext.getTargetingKey();
        if (visitor == null || visitor.isEmpty()) {
            return answers.error(ErrorCode.TARGETING_KEY_MISSING, "the targeting key is the visitor's id");
        }
        var context = core.createContext(visitor);
        var catalog = catalogOf(context.getSnapshot());
        var flag = catalog.find(key);
        if (flag == null) {
            return answers.error(ErrorCode.FLAG_NOT_FOUND, "no feature, experience or feature.variable has this key");
        }
        return new Evaluation<>(context, catalog, options(evaluationContext), answers).of(flag);
    }

    private boolean hasConfiguration() {
        return core.isReady() && !(core.getState() instanceof CoreState.Closed);
    }

    private FlagCatalog catalogOf(ConfigSnapshot snapshot) {
        var last = known;
        if (last != null && last.snapshot == snapshot) return last.catalog;
        var catalog = new FlagCatalog(snapshot);
        known = new KnownCatalog(snapshot, catalog);
        return catalog;
    }

    private static EvaluationOptions options(EvaluationContext context) {
        var options = EvaluationOptions.builder().attributes(Attributes.of(context));
        var location = Attributes.location(context);
        if (location != null) options.location(location);
        return options.build();
    }

    private static <T> ProviderEvaluation<T> notReady(Answers<T> answers) {
        return answers.error(ErrorCode.PROVIDER_NOT_READY, "there is no configuration");
    }

    private record KnownCatalog(ConfigSnapshot snapshot, FlagCatalog catalog) {}
}
