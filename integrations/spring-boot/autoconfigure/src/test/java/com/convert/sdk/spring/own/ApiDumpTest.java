package com.convert.sdk.spring.own;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jetbrains.kotlin.abi.tools.AbiFilters;
import org.jetbrains.kotlin.abi.tools.AbiTools;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code -Dapi.update=true} writes the file anew; the change is then reviewed as a diff. */
class ApiDumpTest {
    private static final Path COMMITTED = Path.of("api", "spring-boot.api");

    @Test
    @DisplayName("the public surface is the one in api/spring-boot.api")
    void publicSurfaceIsTheCommittedOne() throws IOException {
        var dump = dump();
        if (Boolean.getBoolean("api.update")) {
            Files.writeString(COMMITTED, dump);
        }
        assertEquals(
                Files.readString(COMMITTED).replace("\r\n", "\n"),
                dump,
                "The public API changed. If that was meant, run this test with -Dapi.update=true.");
    }

    private static String dump() throws IOException {
        var filters = new AbiFilters(Set.of(), Set.of(), Set.of(), Set.of("com.convert.sdk.InternalConvertApi"));
        try (var files = Files.walk(Path.of("target", "classes"))) {
            var classes = files.map(Path::toFile)
                    .filter(file -> file.getName().endsWith(".class"))
                    .toList();
            var tools = AbiTools.Companion.getInstance(ApiDumpTest.class.getClassLoader());
            var dump = new StringBuilder();
            tools.printJvmDump(dump, classes, filters);
            return dump.toString();
        }
    }
}
