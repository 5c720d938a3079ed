package com.convert.sdk.openfeature;

import com.convert.sdk.java.Context;
import com.convert.sdk.java.EvaluationOptions;
import com.convert.sdk.result.FeatureResult;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.ProviderEvaluation;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One evaluation: types are checked before anything is decided, so that nobody is exposed to what they never see. */
record Evaluation<T>(Context context, FlagCatalog catalog, EvaluationOptions options, Answers<T> answers) {
    ProviderEvaluation<T> of(Flag flag) {
        if (flag instanceof Flag.OfExperience experience) return ofExperience(experience);
        if (flag instanceof Flag.OfVariable variable) return ofVariable(variable);
        return ofFeature((Flag.OfFeature) flag);
    }

    private ProviderEvaluation<T> ofFeature(Flag.OfFeature flag) {
        var only = flag.onlyVariable();
        if (answers.type() == FlagType.OBJECT)
            return served(flag, feature -> feature.getVariables().asMap());
        if (answers.type() == FlagType.BOOLEAN) {
            var isSwitch = only != null && only.declaredType().equals("boolean");
            return isSwitch ? ofVariable(only) : served(flag, feature -> true);
        }
        if (only != null) return ofVariable(only);
        return answers.mismatch("a feature is true or false, or an object; ask for feature.variable");
    }

    private ProviderEvaluation<T> ofVariable(Flag.OfVariable flag) {
        if (!answers.type().fits(flag.declaredType())) {
            return answers.mismatch("the variable is declared as " + flag.declaredType());
        }
        return served(flag.feature(), feature -> feature.getVariables().get(flag.name()));
    }

    private ProviderEvaluation<T> served(Flag.OfFeature flag, Function<FeatureResult, @Nullable Object> read) {
        var served = context.runFeature(flag.key(), options);
        if (served.isEmpty()) return answers.notServed();
        var feature = served.get();
        var value = read.apply(feature);
        if (value == null) return answers.notServed();
        if (value instanceof Double number && number.isNaN() && answers.type() != FlagType.OBJECT) {
            return answers.error(ErrorCode.PARSE_ERROR, "the variable is declared as a number, and its text is none");
        }
        var variation = feature.getVariationKey();
        var origin = new Origin(catalog.experience(feature.getExperienceKey()), variation, flag.id());
        return answers.served(value, origin);
    }

    private ProviderEvaluation<T> ofExperience(Flag.OfExperience flag) {
        if (answers.type() != FlagType.STRING && answers.type() != FlagType.OBJECT) {
            return answers.mismatch("an experience is the key of a variation, or the variation as an object");
        }
        var served = context.runExperience(flag.key(), options);
        if (served.isEmpty()) return answers.notServed();
        var variation = served.get().getVariationKey();
        var value = answers.type() == FlagType.OBJECT ? served.get().getVariation() : variation;
        return value == null ? answers.notServed() : answers.served(value, new Origin(flag, variation, null));
    }
}
