package shop;

import com.convert.sdk.java.Context;
import com.convert.sdk.java.Core;
import com.convert.sdk.result.ConversionResult;

/** A shop whose checkout is under test. */
final class Shop {
    private final Core core;

    Shop(Core core) {
        this.core = core;
    }

    /** The pages that a visitor's checkout has, and what the button says. */
    String checkout(String visitor) {
        Context context = core.createContext(visitor);
        var pages = context.runExperience("checkout")
                .map(result -> "one-page".equals(result.getVariationKey()) ? 1 : 3)
                .orElse(3);
        var button = context.runFeature("button")
                .map(feature -> feature.getVariables().getString("label", "Buy"))
                .orElse("Buy");
        return pages + " pages, " + button;
    }

    ConversionResult buy(String visitor, double amount) {
        return core.createContext(visitor).trackConversion("purchase", amount);
    }
}
