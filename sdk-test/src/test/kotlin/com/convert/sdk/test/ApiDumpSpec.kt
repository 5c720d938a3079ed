package com.convert.sdk.test

import com.convert.sdk.fixture.ApiDump
import io.kotest.core.spec.style.StringSpec
import java.nio.file.Path

class ApiDumpSpec : StringSpec({
    "the public surface is the one in api/sdk-test.api" { ApiDump(Path.of("")).shouldBeCommitted() }
})
