package com.convert.sdk.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class FailureAnalysisTest {
    @Test
    void withoutAKeyTheApplicationSaysWhereToPutOne(CapturedOutput output) {
        var application = new SpringApplicationBuilder(Keyless.class).web(WebApplicationType.NONE);
        assertThatThrownBy(application::run).hasRootCauseInstanceOf(MissingSdkKeyException.class);
        assertThat(output)
                .contains("APPLICATION FAILED TO START", "Convert has no SDK key")
                .contains("set convert.sdk-key, or the environment variable CONVERT_SDK_KEY")
                .doesNotContain("\tat com.convert");
    }

    @Test
    void aMethodThatTheSdkMissesIsALibraryThatIsTooOld() {
        var failure = new NoSuchMethodError("kotlin.time.Duration.toString");
        failure.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("kotlinx.coroutines.Delay", "await", "Delay.kt", 1),
            new StackTraceElement("com.convert.sdk.Core", "initialize", "Core.kt", 1),
            new StackTraceElement("org.springframework.beans.Bean", "create", "Bean.java", 1),
        });
        var analysis = new OldLibraryFailureAnalyzer().analyze(new IllegalStateException(failure));
        assertThat(analysis.getDescription())
                .contains("older than the Convert SDK needs: kotlin.time.Duration.toString", "slf4j-api");
        assertThat(analysis.getAction()).contains("convert-spring-boot-starter", "kotlin-coroutines.version");
    }

    @Test
    void aMethodThatSomebodyElseMissesIsNotTheSdks() {
        var failure = new NoSuchMethodError("kotlin.time.Duration.toString");
        failure.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("com.example.Shop", "open", "Shop.java", 1),
            new StackTraceElement("org.springframework.beans.Bean", "create", "Bean.java", 1),
            new StackTraceElement("com.convert.sdk.spring.ConvertAutoConfiguration", "core", "X.java", 1),
        });
        assertThat(new OldLibraryFailureAnalyzer().analyze(failure)).isNull();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(ConvertAutoConfiguration.class)
    static class Keyless {}
}
