package com.convert.sdk.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipFile;

/** A jar's content: the bundle's, or that of a jar whose classes it holds. */
record Bundle(Map<String, byte[]> entries) {
    /** The package that the libraries inside have been moved to. */
    static final String INSIDE = "com/convert/sdk/internal/inside/";

    /** The bundle that this build has made. */
    static Bundle built() throws IOException {
        return read(Path.of(System.getProperty("bundle.jar")));
    }

    static Bundle read(Path jar) throws IOException {
        var entries = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipFile(jar.toFile())) {
            for (var entry : zip.stream().filter(each -> !each.isDirectory()).toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return new Bundle(entries);
    }
}
