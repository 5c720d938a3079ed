package com.convert.sdk.internal.tracking.journal

import com.convert.sdk.internal.tracking.TrackedEvent
import java.io.ByteArrayInputStream
import java.io.ByteArrayOutputStream
import java.io.DataInputStream
import java.io.DataOutputStream
import java.io.IOException

/**
 * The form of an event in the journal. It outlives releases: a change gets a new version byte, and [decode] goes on
 * reading the old ones.
 */
internal object StoredEvent {
    private const val VERSION = 1
    private const val EXPOSURE = 1
    private const val CONVERSION = 2

    fun encode(event: TrackedEvent): ByteArray {
        val bytes = ByteArrayOutputStream(EXPECTED_SIZE)
        DataOutputStream(bytes).use { out ->
            out.writeByte(VERSION)
            when (event) {
                is TrackedEvent.Exposure -> out.writeExposure(event)
                is TrackedEvent.Conversion -> out.writeConversion(event)
            }
        }
        return bytes.toByteArray()
    }

    /** @throws IOException when this is not the stored form of an event, or that of a later release. */
    fun decode(bytes: ByteArray): TrackedEvent = try {
        DataInputStream(ByteArrayInputStream(bytes)).use { it.readEvent() }
    } catch (e: NumberFormatException) {
        throw IOException("stored number that is none", e)
    }

    private fun DataInputStream.readEvent(): TrackedEvent {
        val version = readUnsignedByte()
        if (version != VERSION) throw IOException("stored event of version $version")
        return when (val kind = readUnsignedByte()) {
            EXPOSURE -> readExposure()
            CONVERSION -> readConversion()
            else -> throw IOException("stored event of kind $kind")
        }
    }

    private fun DataOutputStream.writeExposure(event: TrackedEvent.Exposure) {
        writeByte(EXPOSURE)
        writeText(event.visitorId)
        writeValue(event.segments)
        writeText(event.experienceId)
        writeText(event.variationId)
    }

    private fun DataInputStream.readExposure() = TrackedEvent.Exposure(
        visitorId = readText(),
        segments = readMap(),
        experienceId = readText(),
        variationId = readText(),
    )

    private fun DataOutputStream.writeConversion(event: TrackedEvent.Conversion) {
        writeByte(CONVERSION)
        writeText(event.visitorId)
        writeValue(event.segments)
        writeText(event.goalId)
        writeValue(event.goalData.toMap())
        writeValue(event.bucketing)
    }

    private fun DataInputStream.readConversion() = TrackedEvent.Conversion(
        visitorId = readText(),
        segments = readMap(),
        goalId = readText(),
        goalData = readMap().map { (key, value) -> key to (value ?: throw IOException("goal data without a value")) },
        bucketing = readMap().mapValues { (_, value) -> value.toString() },
    )

    private const val EXPECTED_SIZE = 256
}
