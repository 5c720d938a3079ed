package com.convert.sdk.spring;

import com.convert.sdk.java.Core;
import com.convert.sdk.java.DataStore;
import com.convert.sdk.java.SdkConfig;
import com.convert.sdk.java.Transport;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** An instance of the SDK, from the {@code convert.*} properties; backs off from the application's own beans. */
@AutoConfiguration
@ConditionalOnClass(Core.class)
@ConditionalOnProperty(name = "convert.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ConvertProperties.class)
public class ConvertAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean({SdkConfig.class, Core.class})
    SdkConfig convertSdkConfig(
            ConvertProperties properties,
            ObjectProvider<DataStore> store,
            ObjectProvider<ConvertConfigCustomizer> customizers) {
        var settings = Settings.of(properties);
        store.ifUnique(settings::dataStore);
        customizers.orderedStream().forEach(customizer -> customizer.customize(settings));
        return settings.build();
    }

    @Bean
    @ConditionalOnMissingBean
    Core convertCore(SdkConfig config, ObjectProvider<Transport> transport) {
        return Optional.ofNullable(transport.getIfUnique())
                .map(it -> new Core(config, it))
                .orElseGet(() -> new Core(config));
    }

    @Bean
    Bystander convertBystander() {
        return new Bystander();
    }

    @Bean
    @ConditionalOnMissingBean
    ContextFactory convertContextFactory(Core core, Bystander bystander) {
        return new ContextFactory(core, bystander);
    }

    @Bean
    ConvertLifecycle convertLifecycle(Core core, ConvertProperties properties) {
        return new ConvertLifecycle(core, properties);
    }

    @Bean
    Visitors convertVisitors(
            Core core,
            ContextFactory contexts,
            ConvertProperties properties,
            ObjectProvider<VisitorResolver> visitor,
            ObjectProvider<ConsentPolicy> consent,
            ObjectProvider<AttributesProvider> attributes) {
        var hooks = new Visitors.Hooks(
                visitor.getIfAvailable(() -> request -> Optional.empty()),
                consent.getIfAvailable(() -> request -> true),
                attributes.orderedStream().toList());
        return new Visitors(core, contexts, properties, hooks);
    }
}
