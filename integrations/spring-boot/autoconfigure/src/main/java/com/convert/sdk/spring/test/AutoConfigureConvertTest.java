package com.convert.sdk.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/**
 * The application under test decides with a configuration of the test's own and delivers to a service in the same
 * process; needs {@code convert-sdk-test}. There is a bean of type {@link com.convert.sdk.test.ConvertTest} to look at what was recorded, to
 * let loading or delivery fail, and the instance of the application is its {@code javaCore}. Tests of one application
 * context share it: tell them apart by visitor.
 *
 * <pre>{@code
 * @SpringBootTest
 * @AutoConfigureConvertTest(project = "shop.json", variations = "checkout=one-page")
 * class CheckoutTest {
 *     @Autowired
 *     ConvertTest convert;
 * }
 * }</pre>
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Import(ConvertTestRegistrar.class)
public @interface AutoConfigureConvertTest {
    /**
     * The configuration, on the class path; when empty, the bean of type {@link com.convert.sdk.test.TestProject}.
     *
     * @return name of the resource
     */
    String project() default "";

    /**
     * Variations that everybody gets, each as {@code experience=variation}.
     *
     * @return the variations
     */
    String[] variations() default {};

    /**
     * Features that everybody gets, each as {@code feature}, or {@code feature:name=value;name=value} with variables.
     *
     * @return the features
     */
    String[] features() default {};

    /**
     * Features that nobody gets.
     *
     * @return keys of the features
     */
    String[] withoutFeatures() default {};
}
