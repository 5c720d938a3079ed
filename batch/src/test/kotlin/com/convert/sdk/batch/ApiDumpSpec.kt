package com.convert.sdk.batch

import com.convert.sdk.fixture.ApiDump
import io.kotest.core.spec.style.StringSpec
import java.nio.file.Path

class ApiDumpSpec : StringSpec({
    "the public surface is the one in api/batch.api" { ApiDump(Path.of("")).shouldBeCommitted() }
})
