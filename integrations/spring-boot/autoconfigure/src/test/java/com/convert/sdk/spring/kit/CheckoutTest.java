package com.convert.sdk.spring.kit;

import com.convert.sdk.spring.ContextFactory;
import com.convert.sdk.spring.shop.ShopApplication;
import com.convert.sdk.spring.test.AutoConfigureConvertTest;
import com.convert.sdk.test.ConvertTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

// docs: spring-test
@SpringBootTest(classes = ShopApplication.class)
@AutoConfigureConvertTest(project = "shop.json", variations = "checkout=one-page")
class CheckoutTest {
    @Autowired
    ConvertTest convert;

    @Autowired
    ContextFactory visitors;

    @Test
    void whoeverGetsTheNewCheckoutIsReported() {
        visitors.create("ann").runExperience("checkout");
        convert.getRecorded().of("ann").assertExposure("checkout", "one-page");
    }
}
// end
