package com.convert.sdk.spring;

import com.convert.sdk.java.Context;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The visitor's {@link Context} as an argument of WebFlux controllers. */
@AutoConfiguration(after = ConvertAutoConfiguration.class)
@ConditionalOnClass(WebFluxConfigurer.class)
@ConditionalOnWebApplication(type = Type.REACTIVE)
@ConditionalOnBean(Visitors.class)
public class ConvertWebFluxAutoConfiguration {
    @Bean
    ReactiveContextFactory convertReactiveContextFactory(Visitors visitors) {
        return new ReactiveContextFactory(visitors);
    }

    @Bean
    WebFluxConfigurer convertArgumentResolver(ReactiveContextFactory contexts) {
        return new WebFluxConfigurer() {
            @Override
            public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
                configurer.addCustomResolver(new ContextArgument(contexts));
            }
        };
    }

    private record ContextArgument(ReactiveContextFactory contexts) implements HandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Context.class;
        }

        @Override
        public Mono<Object> resolveArgument(
                MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
            return contexts.contextOf(exchange).cast(Object.class);
        }
    }
}
