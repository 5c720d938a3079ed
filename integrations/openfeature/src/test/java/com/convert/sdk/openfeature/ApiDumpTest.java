package com.convert.sdk.openfeature;

import com.convert.sdk.fixture.ApiDump;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ApiDumpTest {
    @Test
    @DisplayName("the public surface is the one in api/openfeature.api")
    void publicSurfaceIsTheCommittedOne() {
        new ApiDump(Path.of("")).shouldBeCommitted();
    }
}
