package com.convert.sdk.spring;

import com.convert.sdk.java.Core;
import com.convert.sdk.micrometer.ConvertMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The SDK's meters, when {@code convert-sdk-micrometer} is there; Spring Boot binds them to its registries. */
@AutoConfiguration(after = ConvertAutoConfiguration.class)
@ConditionalOnClass({ConvertMetrics.class, MeterBinder.class})
@ConditionalOnBean(Core.class)
public class ConvertMetricsAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    ConvertMetrics convertMetrics(Core core, ConvertProperties properties) {
        var metrics = ConvertMetrics.builder(core);
        var variations = properties.metrics().variations();
        return (variations > 0 ? metrics.byVariation(variations) : metrics).build();
    }
}
