package com.convert.sdk

import com.convert.sdk.fixture.ApiDump
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import java.nio.file.Path

class ApiDumpSpec : StringSpec({
    val dump = ApiDump(Path.of(""))

    "the public surface is the one in api/sdk.api" { dump.shouldBeCommitted() }

    "nothing in an internal package is public" {
        val all = dump.text(withInternals = true).lines()
        all.filter { it.startsWith("public") && " com/convert/sdk/internal/" in it }.shouldBeEmpty()
    }
})
