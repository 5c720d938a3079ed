package com.convert.sdk.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What an editor shows of the properties. */
class MetadataTest {
    private static final Pattern PROPERTY = Pattern.compile("\\{[^{}]*\"name\": \"(convert\\.[a-z.-]+)\"[^{}]*}");

    @Test
    void everyPropertyHasATypeAndADescription() throws IOException {
        var properties = properties();
        assertThat(properties).hasSizeGreaterThan(40);
        assertThat(properties).allMatch(it -> it.contains("\"type\":"));
        assertThat(properties).allMatch(it -> it.contains("\"description\":"));
    }

    @Test
    void propertiesWithAChoiceHaveHints() throws IOException {
        var hints = metadata().substring(metadata().indexOf("\"hints\""));
        assertThat(hints)
                .contains("convert.startup", "background", "convert.durable-queue.sync", "convert.cookie.same-site");
    }

    @Test
    void thePageListsEveryProperty() throws IOException {
        var page = java.nio.file.Files.readString(java.nio.file.Path.of("../../../docs/spring-boot.md"));
        var names = properties().stream()
                .map(it ->
                        PROPERTY.matcher(it).results().findFirst().orElseThrow().group(1))
                .collect(Collectors.toList());
        assertThat(names).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    private static List<String> properties() throws IOException {
        var metadata = metadata();
        var properties = metadata.substring(metadata.indexOf("\"properties\""), metadata.indexOf("\"hints\""));
        return PROPERTY.matcher(properties).results().map(it -> it.group()).toList();
    }

    private static String metadata() throws IOException {
        var all = new StringBuilder();
        var name = "META-INF/spring-configuration-metadata.json";
        for (var place : Collections.list(MetadataTest.class.getClassLoader().getResources(name))) {
            try (var stream = place.openStream()) {
                var text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                if (text.contains("\"convert.sdk-key\"")) all.append(text);
            }
        }
        return all.toString();
    }
}
