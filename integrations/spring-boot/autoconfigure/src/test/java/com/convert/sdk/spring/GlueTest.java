package com.convert.sdk.spring;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What an application writes beside its pages: the key, and what it has to say of its visitors. */
class GlueTest {
    private static final Path SOURCE = Path.of("../autoconfigure/src/test/java/com/convert/sdk/spring/GlueTest.java");
    private static final String YAML = """
            convert:
              sdk-key: ${CONVERT_SDK_KEY}
            """;

    @Configuration(proxyBeanMethods = false)
    static class Glue {
        // glue
        @Bean
        ConsentPolicy consent() {
            return request -> request.cookie("consent").equals(Optional.of("yes"));
        }

        @Bean
        AttributesProvider attributes() {
            return request -> Map.of("country", request.header("X-Country").orElse("none"));
        }
        // end of glue
    }

    @Test
    void itIsNoMoreThanTenLines() throws IOException {
        var source = Files.readString(SOURCE);
        var beans = source.substring(source.indexOf("// glue\n") + 8, source.indexOf("// end of glue\n    }"));
        assertThat(Files.readString(Path.of("../../../docs/spring-boot.md"))).contains(YAML);
        assertThat(YAML.lines().count()
                        + beans.strip().lines().filter(line -> !line.isBlank()).count())
                .isLessThanOrEqualTo(10);
    }

    @Test
    void itDecidesByConsentAndAttributes() {
        new WebApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(ConvertAutoConfiguration.class, ConvertWebMvcAutoConfiguration.class))
                .withUserConfiguration(Glue.class)
                .withPropertyValues("convert.data=classpath:shop.json")
                .run(context -> {
                    var contexts = context.getBean(ServletContextFactory.class);
                    assertThat(isInTheSale(contexts, "yes", "US")).isTrue();
                    assertThat(isInTheSale(contexts, "yes", "FR")).isFalse();
                    assertThat(isInTheSale(contexts, "no", "US")).isFalse();
                });
    }

    private static boolean isInTheSale(ServletContextFactory contexts, String consent, String country) {
        var request = new MockHttpServletRequest();
        request.setCookies(new Cookie("consent", consent));
        request.addHeader("X-Country", country);
        return contexts.contextOf(request, new MockHttpServletResponse())
                .runExperience("sale")
                .isPresent();
    }
}
