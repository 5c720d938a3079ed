package com.convert.sdk.ktor.server

import com.convert.sdk.fixture.ApiDump
import io.kotest.core.spec.style.StringSpec
import java.nio.file.Path

class ApiDumpSpec : StringSpec({
    "the public surface is the one in api/ktor-server.api" { ApiDump(Path.of("")).shouldBeCommitted() }
})
