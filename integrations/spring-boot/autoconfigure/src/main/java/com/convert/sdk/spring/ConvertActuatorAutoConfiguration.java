package com.convert.sdk.spring;

import com.convert.sdk.java.Core;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health, and the endpoint {@code convert}, which is off unless it is exposed. */
@AutoConfiguration(after = ConvertAutoConfiguration.class)
@ConditionalOnBean(Core.class)
public class ConvertActuatorAutoConfiguration {
    @Bean
    ConfigStatus convertConfigStatus(Core core) {
        return new ConfigStatus(core);
    }

    /** The endpoint. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
    static class EndpointConfiguration {
        @Bean
        @ConditionalOnAvailableEndpoint
        @ConditionalOnMissingBean
        ConvertEndpoint convertEndpoint(Core core, ConfigStatus status) {
            return new ConvertEndpoint(core, status);
        }
    }

    /** Health, as Spring Boot 3 has it. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({
        org.springframework.boot.actuate.health.HealthIndicator.class,
        org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator.class
    })
    static class Boot3HealthConfiguration {
        @Bean
        @org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator("convert")
        @ConditionalOnMissingBean(name = "convertHealthIndicator")
        org.springframework.boot.actuate.health.HealthIndicator convertHealthIndicator(ConfigStatus status) {
            return () -> org.springframework.boot.actuate.health.Health.status(status.health())
                    .withDetails(status.details())
                    .build();
        }
    }

    /** Health, as Spring Boot 4 has it. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({
        org.springframework.boot.health.contributor.HealthIndicator.class,
        org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator.class
    })
    static class Boot4HealthConfiguration {
        @Bean
        @org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator("convert")
        @ConditionalOnMissingBean(name = "convertHealthIndicator")
        org.springframework.boot.health.contributor.HealthIndicator convertHealthIndicator(ConfigStatus status) {
            return () -> org.springframework.boot.health.contributor.Health.status(status.health())
                    .withDetails(status.details())
                    .build();
        }
    }
}
