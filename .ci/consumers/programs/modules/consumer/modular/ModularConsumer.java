package consumer.modular;

import com.convert.sdk.java.Core;
import consumer.Shop;

/** The shop, in a named module. */
public final class ModularConsumer {
    private ModularConsumer() {}

    public static void main(String[] args) throws Exception {
        var module = ModularConsumer.class.getModule();
        var sdk = Core.class.getModule();
        if (!module.isNamed() || !"com.convert.sdk.java".equals(sdk.getName())) {
            throw new AssertionError("expected named modules, was " + module + " and " + sdk);
        }
        Shop.main(args);
    }
}
