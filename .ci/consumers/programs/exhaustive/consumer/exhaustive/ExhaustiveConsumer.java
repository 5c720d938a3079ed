package consumer.exhaustive;

import com.convert.sdk.CoreState;
import com.convert.sdk.event.LifecycleEvent;
import com.convert.sdk.java.Core;
import com.convert.sdk.java.SdkConfig;
import com.convert.sdk.result.Diagnostic;
import com.convert.sdk.result.EntityDiagnostic;
import com.convert.sdk.result.ExperienceDiagnostic;
import com.convert.sdk.result.FeatureDiagnostic;
import com.convert.sdk.result.GoalDiagnostic;

/** Switches without a default, which only compile when all members of a sealed family are named. */
public final class ExhaustiveConsumer {
    static final String PROJECT = """
        {"account_id": "1", "project": {"id": "2"},
         "experiences": [{"id": "3", "key": "checkout", "variations": [{"id": "4", "key": "one-page"}]}]}
        """;

    public static void main(String[] args) throws Exception {
        try (var core = new Core(SdkConfig.builder().data(PROJECT).build())) {
            require(describe(core.getState()).equals("made"), "a new instance");
            core.on(LifecycleEvent.class, event -> require(!describe(event).isEmpty(), "an event"));
            core.initialize();
            require(describe(core.getState()).equals("ready from DIRECT"), "an instance that is ready");
            var context = core.createContext("visitor-1");
            require(describe(context.diagnoseExperience("checkout")).equals("experience: resolved"), "a reason");
            require(describe(context.diagnoseGoal("none")).equals("goal: goal_not_found"), "a reason");
        }
        VirtualThreads.decide();
        System.out.println("On JDK " + Runtime.version().feature() + ", with exhaustive switches: all is well");
    }

    private static String describe(CoreState state) {
        return switch (state) {
            case CoreState.Created created -> "made";
            case CoreState.Loading loading -> "loading";
            case CoreState.Ready ready -> "ready from " + ready.getSource();
            case CoreState.Failed failed -> "failed: " + failed.getError().getCode();
            case CoreState.Closed closed -> "closed";
        };
    }

    private static String describe(LifecycleEvent event) {
        return switch (event) {
            case LifecycleEvent.Ready ready -> "ready, from a cache: " + ready.getFromCache();
            case LifecycleEvent.ConfigUpdated updated -> updated.getWireName();
            case LifecycleEvent.Bucketing bucketing -> bucketing.getExperienceKey();
            case LifecycleEvent.Conversion conversion -> conversion.getGoalKey();
            case LifecycleEvent.ApiQueueReleased released -> released.getEventCount() + " events";
            case LifecycleEvent.DataStoreQueueReleased released -> released.getWireName();
            case LifecycleEvent.Diagnostic diagnostic -> diagnostic.getReason().getWireName();
        };
    }

    private static String describe(Diagnostic diagnostic) {
        return switch (diagnostic) {
            case ExperienceDiagnostic experience -> "experience: " + experience.getReason();
            case FeatureDiagnostic feature -> "feature: " + feature.getReason();
            case GoalDiagnostic goal -> "goal: " + goal.getReason();
            case EntityDiagnostic entity -> "entity: " + entity.getReason();
        };
    }

    static void require(boolean holds, String expected) {
        if (!holds) {
            throw new AssertionError(expected);
        }
    }
}
