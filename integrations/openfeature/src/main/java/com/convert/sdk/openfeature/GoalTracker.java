package com.convert.sdk.openfeature;

import com.convert.sdk.java.ConversionOptions;
import com.convert.sdk.java.Core;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.TrackingEventDetails;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports conversions. Never throws. */
final class GoalTracker {
    private static final Logger log = LoggerFactory.getLogger(ConvertProvider.class);
    private static final String FORCE_MULTIPLE = "forceMultiple";

    private final Core core;

    GoalTracker(Core core) {
        this.core = core;
    }

    void track(String goalKey, @Nullable EvaluationContext context, @Nullable TrackingEventDetails details) {
        var visitor = context == null ? null : context.getTargetingKey();
        if (visitor == null || visitor.isEmpty()) {
            log.warn("a conversion without a targeting key was not reported");
            return;
        }
        try {
            var result = core.createContext(visitor).trackConversion(goalKey, options(details));
            if (!result.isTracked()) log.debug("a conversion was not reported: {}", result.getStatus());
        } catch (RuntimeException e) {
            log.warn("a conversion was not reported: {}", e.getClass().getName());
        }
    }

    private static ConversionOptions options(@Nullable TrackingEventDetails details) {
        var options = ConversionOptions.builder();
        if (details == null) return options.build();
        var data = Attributes.plain(details);
        options.forceMultiple(Boolean.TRUE.equals(data.remove(FORCE_MULTIPLE)));
        data.values().removeIf(GoalTracker::isNoGoalData);
        details.getValue().ifPresent(options::revenue);
        return options.conversionData(data).build();
    }

    private static boolean isNoGoalData(@Nullable Object value) {
        return !(value instanceof String || value instanceof Number || value instanceof Boolean);
    }
}
