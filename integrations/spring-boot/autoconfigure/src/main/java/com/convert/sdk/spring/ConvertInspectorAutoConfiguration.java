package com.convert.sdk.spring;

import com.convert.sdk.inspector.Inspector;
import com.convert.sdk.java.Core;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.Assert;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The live page of the instance; off unless {@code convert.inspector.enabled} says otherwise. */
@AutoConfiguration(after = ConvertAutoConfiguration.class)
@ConditionalOnProperty("convert.inspector.enabled")
@ConditionalOnBean(Core.class)
public class ConvertInspectorAutoConfiguration {
    /** With the page on the class path. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Inspector.class)
    @ConditionalOnWebApplication
    static class PageConfiguration {
        @Bean
        InspectorPage convertInspectorPage(
                Core core,
                ConvertProperties properties,
                ObjectProvider<ConvertInspectorGuard> guard,
                Environment environment) {
            var own = guard.stream().findFirst();
            // Of a forwarded request, Spring would show the address that its sender claims to have.
            Assert.state(
                    own.isPresent() || !takesForwardedHeaders(environment),
                    "convert.inspector: with server.forward-headers-strategy, only a bean of type "
                            + "ConvertInspectorGuard can say who may see the page; define one");
            return new InspectorPage(core, properties.inspector().path(), own);
        }

        private static boolean takesForwardedHeaders(Environment environment) {
            return !environment
                    .getProperty("server.forward-headers-strategy", "none")
                    .equalsIgnoreCase("none");
        }

        /** In Spring MVC. */
        @Configuration(proxyBeanMethods = false)
        @ConditionalOnClass(WebMvcConfigurer.class)
        @ConditionalOnWebApplication(type = Type.SERVLET)
        static class ServletConfiguration {
            @Bean
            org.springframework.web.servlet.function.RouterFunction<
                            org.springframework.web.servlet.function.ServerResponse>
                    convertInspectorRoutes(InspectorPage page) {
                return new ServletInspector(page).routes();
            }
        }

        /** In WebFlux. */
        @Configuration(proxyBeanMethods = false)
        @ConditionalOnClass(WebFluxConfigurer.class)
        @ConditionalOnWebApplication(type = Type.REACTIVE)
        static class ReactiveConfiguration {
            @Bean
            org.springframework.web.reactive.function.server.RouterFunction<
                            org.springframework.web.reactive.function.server.ServerResponse>
                    convertInspectorRoutes(InspectorPage page) {
                return new ReactiveInspector(page).routes();
            }
        }
    }

    /** Switched on, and not there. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("com.convert.sdk.inspector.Inspector")
    static class MissingPageConfiguration {
        MissingPageConfiguration() {
            throw new IllegalStateException("convert.inspector.enabled: the page is not on the class path; add "
                    + "com.convert:convert-sdk-inspector-bundle");
        }
    }
}
