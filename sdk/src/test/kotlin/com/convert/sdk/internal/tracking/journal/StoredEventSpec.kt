package com.convert.sdk.internal.tracking.journal

import com.convert.sdk.internal.tracking.PayloadWriter
import com.convert.sdk.internal.tracking.ProjectIdentity
import com.convert.sdk.internal.tracking.TrackedEvent
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import java.io.IOException
import java.util.HexFormat
import kotlin.random.Random

class StoredEventSpec : StringSpec({
    val writer = PayloadWriter("js-sdk", enrichData = true)
    fun wire(event: TrackedEvent) = writer.write(ProjectIdentity("1", "2"), listOf(event))
    val segments = mapOf(
        "country" to "\u00C4\uD83D\uDE00\uD800",
        "customSegments" to listOf("1", 2, null),
        "other" to 1.5f,
    )
    val exposure = TrackedEvent.Exposure("v\uDC00", segments, "e", "x")
    val conversion = TrackedEvent.Conversion(
        visitorId = "",
        segments = emptyMap(),
        goalId = "7",
        goalData = listOf(
            "amount" to 49.99,
            "productsCount" to 3L,
            "transactionId" to "t",
            "customDimension1" to true,
            "customDimension2" to "12.50".toBigDecimal(),
            "customDimension3" to "123456789012345678901234567890".toBigInteger(),
        ),
        bucketing = mapOf("9" to "1", "8" to "2"),
    )

    "an event that was stored says the same on the wire" {
        for (event in listOf(exposure, conversion)) {
            wire(StoredEvent.decode(StoredEvent.encode(event))) shouldBe wire(event)
        }
    }

    "the stored form is the one that is out there" {
        val plain = TrackedEvent.Exposure("v", mapOf("country" to "US"), "e1", "v1")
        HexFormat.of().formatHex(StoredEvent.encode(plain)) shouldBe "0101" + "000000000176" +
            "0900000001" + "0000000007636f756e747279" + "07000000000" + "25553" + "00000000026531" + "00000000027631"
    }

    "whatever the bytes are, decoding gives an event or an IOException" {
        val random = Random(5)
        val good = StoredEvent.encode(conversion)
        repeat(20_000) {
            val bytes = good.copyOf(random.nextInt(1, good.size + 1))
            repeat(random.nextInt(1, 4)) { bytes[random.nextInt(bytes.size)] = random.nextInt().toByte() }
            runCatching { StoredEvent.decode(bytes) }.exceptionOrNull()?.let { if (it !is IOException) throw it }
        }
    }

    "a later version is refused" {
        shouldThrow<IOException> { StoredEvent.decode(byteArrayOf(2, 1)) }
    }
})
