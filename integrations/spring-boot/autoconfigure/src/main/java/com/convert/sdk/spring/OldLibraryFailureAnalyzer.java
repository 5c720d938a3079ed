package com.convert.sdk.spring;

import java.security.CodeSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.util.ClassUtils;

/** Says which library is older than the SDK needs, when the SDK misses a class or a method. */
final class OldLibraryFailureAnalyzer extends AbstractFailureAnalyzer<LinkageError> {
    private static final String SDK = "com.convert.sdk.";

    /** A class of each library that the SDK calls when it is not bundled. */
    private static final List<String> LIBRARIES = List.of(
            "kotlin.KotlinVersion", "kotlinx.coroutines.Job", "kotlinx.serialization.json.Json", "org.slf4j.Logger");

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, LinkageError cause) {
        if (!isOfSdk(cause)) return null;
        return new FailureAnalysis(
                "A library on the class path is older than the Convert SDK needs: " + cause.getMessage() + "\n\n"
                        + "These are the libraries that it found:\n\n" + libraries(),
                """
                Depend on convert-spring-boot-starter alone: its SDK brings these libraries inside, under names of its \
                own, so that no version that Spring Boot or another dependency manages can change them.

                With convert-sdk-java instead, set the properties kotlin.version, kotlin-coroutines.version and \
                kotlin-serialization.version of Spring Boot's dependency management to those that convert-sdk asks for.""",
                cause);
    }

    private static boolean isOfSdk(LinkageError failure) {
        return Arrays.stream(failure.getStackTrace())
                .map(StackTraceElement::getClassName)
                .takeWhile(name -> !name.startsWith("org.springframework."))
                .anyMatch(name -> name.startsWith(SDK));
    }

    private static String libraries() {
        return LIBRARIES.stream()
                .flatMap(name -> location(name).stream())
                .map(place -> "    " + place)
                .collect(Collectors.joining("\n"));
    }

    private static Optional<String> location(String className) {
        try {
            var type = Class.forName(className, false, ClassUtils.getDefaultClassLoader());
            return Optional.ofNullable(type.getProtectionDomain().getCodeSource())
                    .map(CodeSource::getLocation)
                    .map(Object::toString);
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }
}
