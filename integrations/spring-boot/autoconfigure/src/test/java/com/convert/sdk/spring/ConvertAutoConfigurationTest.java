package com.convert.sdk.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.convert.sdk.error.ConfigLoadException;
import com.convert.sdk.error.InvalidConfigException;
import com.convert.sdk.java.Core;
import com.convert.sdk.java.SdkConfig;
import com.convert.sdk.java.Transport;
import com.convert.sdk.spring.shop.Service;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

class ConvertAutoConfigurationTest {
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ConvertAutoConfiguration.class,
                    ConvertWebMvcAutoConfiguration.class,
                    ConvertWebFluxAutoConfiguration.class,
                    ConvertMetricsAutoConfiguration.class,
                    ConvertActuatorAutoConfiguration.class,
                    ConvertInspectorAutoConfiguration.class));
    private final ApplicationContextRunner withData =
            application.withPropertyValues("convert.data=classpath:shop.json");

    @Test
    void dataMakesAnInstanceThatIsReadyAndIsClosedInTheEnd() {
        var cores = new ArrayList<Core>();
        withData.run(context -> {
            assertThat(context).hasNotFailed();
            cores.add(context.getBean(Core.class));
            assertThat(cores.get(0).isReady()).isTrue();
        });
        assertThat(cores.get(0).getState()).hasToString("Closed");
    }

    @Test
    void aContextThatWasStoppedStartsAgain() {
        withData.run(context -> {
            context.stop();
            context.start();
            assertThat(context.getBean(ContextFactory.class).create("ann").runExperience("checkout"))
                    .isPresent();
        });
    }

    @Test
    void everyPropertyReachesTheSettings() {
        application
                .withPropertyValues(
                        "convert.sdk-key=1001/2001",
                        "convert.environment=staging",
                        "convert.cache-level=low",
                        "convert.debug-token=token",
                        "convert.startup=background",
                        "convert.tracking-enabled=false",
                        "convert.batch-size=20",
                        "convert.auto-flush-interval=500ms",
                        "convert.max-queue-size=5000",
                        "convert.max-visitors=1000",
                        "convert.close-timeout=3s",
                        "convert.cache-file=target/convert-cache.json",
                        "convert.source=shop",
                        "convert.refresh.interval=1m",
                        "convert.refresh.jitter=5s",
                        "convert.refresh.backoff-factor=3",
                        "convert.refresh.backoff-max=20m",
                        "convert.durable-queue.file=target/convert-events.journal",
                        "convert.durable-queue.sync=every-batch",
                        "convert.durable-queue.max-size=1MB",
                        "convert.store.timeout=200ms",
                        "convert.store.time-to-live=90d",
                        "convert.transport.base-url=https://cdn.invalid",
                        "convert.transport.track-base-url=https://events.invalid/v1",
                        "convert.transport.timeout=4s",
                        "convert.transport.connect-timeout=2s",
                        "convert.transport.auth-secret=secret",
                        "convert.transport.headers.X-Shop=books",
                        "convert.transport.verify-tls=false",
                        "convert.transport.compress-tracking=true",
                        "convert.transport.engine=cio")
                .run(context -> assertThat(context.getBean(SdkConfig.class).toString())
                        .contains("environment=staging", "cacheLevel=LOW", "trackingEnabled=false", "batchSize=20")
                        .contains("autoFlushInterval=500ms", "maxQueueSize=5000", "maxVisitors=1000", "closeTimeout=3s")
                        .contains("cacheFile=target/convert-cache.json", "source=shop", "flushOnShutdown=false")
                        .contains("interval=1m, jitter=5s, backoffFactor=3.0, backoffMax=20m")
                        .contains("file=target/convert-events.journal, sync=EVERY_BATCH, maxBytes=1048576")
                        .contains("dataStoreTimeout=200ms", "dataStoreTimeToLive=90d")
                        .contains("baseUrl=https://cdn.invalid", "trackBaseUrl=https://events.invalid/v1", "timeout=4s")
                        .contains("connectTimeout=2s", "headers=[X-Shop]", "verifyTls=false", "engine=CIO")
                        .contains("compressTracking=true", "sdkKey=<hidden>", "debugToken=<hidden>"));
    }

    @Test
    void defaultsAreThoseOfAServer() {
        application
                .withPropertyValues("convert.sdk-key=1001/2001", "convert.startup=background")
                .withPropertyValues("convert.transport.base-url=https://127.0.0.1:1")
                .run(context -> assertThat(context.getBean(SdkConfig.class).toString())
                        .contains("autoFlushInterval=1s", "interval=5m, jitter=30s, backoffFactor=2.0, backoffMax=10m")
                        .contains("flushOnShutdown=false", "closeTimeout=5s", "durableQueue=null"));
    }

    @Test
    void aSettingOutOfItsBoundsFailsTheStart() {
        withData.withPropertyValues("convert.batch-size=0")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasRootCauseInstanceOf(InvalidConfigException.class)
                        .rootCause()
                        .hasMessageContaining("batchSize"));
    }

    @Test
    void aCookieThatBrowsersWouldDropFailsTheStart() {
        withData.withPropertyValues("convert.cookie.same-site=none", "convert.cookie.secure=false")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("same-site"));
    }

    @Test
    void nothingIsSetUpWhenItIsTurnedOff() {
        application
                .withPropertyValues("convert.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Core.class));
    }

    @Test
    void nothingIsSetUpWithoutTheSdk() {
        application
                .withClassLoader(new FilteredClassLoader(Core.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("convertCore"));
    }

    @Test
    void itDoesWithoutActuatorMicrometerAndWeb() {
        withData.withClassLoader(new FilteredClassLoader(
                        "org.springframework.boot.actuate",
                        "org.springframework.boot.health",
                        "io.micrometer",
                        "jakarta.servlet",
                        "org.springframework.web.servlet",
                        "org.springframework.web.reactive"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Core.class));
    }

    @Test
    void thePageThatIsSwitchedOnAndNotThereFailsTheStartWithWhatToAdd() {
        withData.withPropertyValues("convert.inspector.enabled=true")
                .withClassLoader(new FilteredClassLoader("com.convert.sdk.inspector"))
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("convert-sdk-inspector-bundle"));
    }

    @Test
    void itDoesWithoutThePage() {
        withData.withClassLoader(new FilteredClassLoader("com.convert.sdk.inspector"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Core.class));
    }

    @Test
    void settingsOfTheApplicationThatDoNotRetryFailTheStartWithoutAConfiguration() {
        application
                .withUserConfiguration(OwnRemoteSettings.class)
                .withPropertyValues("convert.startup=fail", "convert.startup-timeout=1m")
                .run(context -> assertThat(context).getFailure().hasRootCauseInstanceOf(ConfigLoadException.class));
    }

    @Test
    void itBacksOffFromAnInstanceOfTheApplication() {
        application.withUserConfiguration(OwnCore.class).run(context -> {
            assertThat(context).hasSingleBean(Core.class).doesNotHaveBean(SdkConfig.class);
            assertThat(context.getBean(Core.class)).isSameAs(context.getBean("ownCore"));
            assertThat(context.getBean(Core.class).isReady()).isTrue();
        });
    }

    @Test
    void itBacksOffFromSettingsOfTheApplication() {
        application.withUserConfiguration(OwnSettings.class).run(context -> {
            assertThat(context).hasSingleBean(SdkConfig.class);
            assertThat(context.getBean(Core.class).isReady()).isTrue();
        });
    }

    @Test
    void customizersHaveTheLastWordInTheirOrder() {
        withData.withUserConfiguration(Customizers.class)
                .withPropertyValues("convert.batch-size=3")
                .run(context -> {
                    assertThat(context.getBean(Customizers.class).called).containsExactly("first", "second");
                    assertThat(context.getBean(SdkConfig.class).toString()).contains("batchSize=7");
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnCore {
        @Bean
        Core ownCore() {
            return new Core(SdkConfig.builder()
                    .data(getClass().getResourceAsStream("/shop.json"))
                    .build());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnSettings {
        @Bean
        SdkConfig ownSettings() {
            return SdkConfig.builder()
                    .data(getClass().getResourceAsStream("/shop.json"))
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnRemoteSettings {
        @Bean
        SdkConfig ownSettings() {
            return SdkConfig.builder().sdkKey("1001/2001").build();
        }

        @Bean
        Transport service() {
            return new Service().failing(503);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Customizers {
        final List<String> called = new ArrayList<>();

        @Bean
        @Order(2)
        ConvertConfigCustomizer second() {
            return settings -> {
                called.add("second");
                settings.batchSize(7);
            };
        }

        @Bean
        @Order(1)
        ConvertConfigCustomizer first() {
            return settings -> {
                called.add("first");
                settings.batchSize(5);
            };
        }
    }
}
