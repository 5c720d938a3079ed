package com.convert.sdk.spring.shop;

import com.convert.sdk.java.Context;
import com.convert.sdk.java.ConversionOptions;
import com.convert.sdk.result.ExperienceResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

// docs: spring-controller
@RestController
class CheckoutPage {
    @GetMapping("/pages")
    String pages(Context visitor) {
        var result = visitor.runExperience("checkout");
        return result.map(ExperienceResult::getVariationKey).orElse("three-pages");
    }

    @PostMapping("/purchase")
    String purchase(Context visitor) {
        var details = ConversionOptions.builder().revenue(49.99).build();
        visitor.trackConversion("purchase", details);
        return "thank you";
    }
}
// end
