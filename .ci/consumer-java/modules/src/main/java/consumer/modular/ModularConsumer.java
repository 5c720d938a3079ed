package consumer.modular;

import com.convert.sdk.java.Core;
import com.convert.sdk.java.EvaluationOptions;
import com.convert.sdk.java.SdkConfig;

/** Decides in a named module. */
public final class ModularConsumer {
    private static final String PROJECT = "{\"account_id\":\"1\",\"project\":{\"id\":\"2\"},"
            + "\"experiences\":[{\"id\":\"3\",\"key\":\"checkout\","
            + "\"variations\":[{\"id\":\"4\",\"key\":\"one-page\"}]}]}";

    public static void main(String[] args) {
        try (var core = new Core(SdkConfig.builder().data(PROJECT).build())) {
            var untracked = EvaluationOptions.builder().enableTracking(false).build();
            var result = core.initialize().createContext("visitor-1").runExperience("checkout", untracked);
            var module = ModularConsumer.class.getModule();
            var sdk = Core.class.getModule();
            if (!module.isNamed() || !sdk.getName().equals("com.convert.sdk.java")) {
                throw new AssertionError("expected named modules, was " + module + " and " + sdk);
            }
            if (!result.orElseThrow().getVariationKey().equals("one-page")) {
                throw new AssertionError("expected a variation");
            }
        }
        System.out.println("On JDK " + Runtime.version().feature() + ", in a module: all is well");
    }
}
