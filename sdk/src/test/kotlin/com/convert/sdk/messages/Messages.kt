package com.convert.sdk.messages

import java.nio.file.Path
import kotlin.io.path.extension
import kotlin.io.path.nameWithoutExtension
import kotlin.io.path.readText
import kotlin.io.path.walk

/** A [text] that the SDK logs or throws. [origin] is its logger and level, or its exception and code. */
internal data class Message(val origin: String, val text: String)

/** What the SDK says, read from its sources below [root]. */
internal class Messages(root: Path) {
    private val files = root.walk().filter { it.extension == "kt" && it.nameWithoutExtension !in MACHINERY }
        .associate { it.nameWithoutExtension to SourceText(it.readText()) }

    val logLines: List<Message> = (files.flatMap { logged(it.key, it.value) } + outages()).tidy()

    val exceptions: List<Message> = files.values.flatMap(::thrown).tidy()

    /** What stands for … in messages that end with a reason. */
    val reasons: List<Message> = files.values.flatMap { file ->
        file.calls(REASON).map { Message("reason", file.say(it.first)) }
    }.tidy()

    private fun logged(name: String, file: SourceText): List<Message> = file.calls(LOG).map { call ->
        val logger = call.groups[0].ifEmpty { LOGGERS.getValue(name) }
        Message("`$PREFIX.$logger`, ${call.groups[1]}", file.say(call.first))
    }

    private fun outages(): List<Message> = OUTAGES.flatMap { outage ->
        val file = files.getValue(outage.reported)
        val origin = "`$PREFIX.${outage.logger}`"
        val begun = file.calls(Regex("""\b${outage.field}\.(failed)\(""")).map {
            Message("$origin, warn", "${outage.subject} failed: ${file.say(it.arguments)}")
        }
        val ended = file.calls(Regex("""\b${outage.field}\.(succeeded)(?:\(| \{)""")).map {
            val cost = file.say(it.arguments).ifEmpty { "no events lost" }
            Message("$origin, info", "${outage.subject} recovered after …, … failed attempts, $cost")
        }
        begun + ended
    }

    private fun thrown(file: SourceText): List<Message> =
        file.calls(SETTING).map { invalid(file, it.first, it.lambda) } +
            file.calls(INVALID).map { invalid(file, it.first, it.others) } +
            file.calls(DATA).map { Message(DATA_ORIGIN, "conversion data '…': " + file.say(it.others)) } +
            file.calls(UNUSABLE).map { Message(JOURNAL_ORIGIN, JOURNAL + file.say(it.others)) } +
            file.calls(VARIABLE).map { Message(VARIABLE_ORIGIN, declared("FeatureVariableException")) } +
            file.calls(LIBRARY).map { Message(LIBRARY_ORIGIN, declared("IncompatibleLibraryException")) } +
            file.calls(CODED).map { call ->
                val name = call.groups[0]
                Message("`$name`, `${CODES.getValue(name)}`", file.say(call.first))
            } +
            file.calls(ARGUMENT).map { Message("`IllegalArgumentException`", file.say(it.lambda)) } +
            file.calls(STATE).map { Message("`IllegalStateException`", file.say(it.lambda + it.arguments)) }

    /** The message of an exception that words it itself, in a file of its own. */
    private fun declared(name: String): String = files.getValue(name).let { file ->
        file.say(file.calls(Regex("""\) : ConvertSdkException\(()""")).single().first)
    }

    private fun invalid(file: SourceText, path: String, expected: String): Message {
        val at = file.say(path).ifEmpty { "…" }
        return Message(INVALID_ORIGIN, "$at: expected " + file.say(expected).ifEmpty { "…" })
    }

    /** Without what is said in another place already, and without lines that are put together elsewhere. */
    private fun List<Message>.tidy(): List<Message> =
        filter { message -> message.text.any { it.isLetter() } && PASSED_ON.none { message.text.endsWith(it) } }
            .distinct().sortedWith(compareBy({ it.origin }, { it.text }))

    /** An [com.convert.sdk.internal.runtime.OutageLog], and the file whose [field] tells it. */
    private class Outage(val reported: String, val field: String, val logger: String, val subject: String)

    private companion object {
        const val PREFIX = "com.convert.sdk"
        const val INVALID_ORIGIN = "`InvalidConfigException`, `invalid_config`"
        const val DATA_ORIGIN = "`ConversionDataException`, `invalid_conversion_data`"
        const val JOURNAL_ORIGIN = "`DurableQueueException`, `durable_queue_unavailable`"
        const val VARIABLE_ORIGIN = "`FeatureVariableException`, `feature_variable_type`"
        const val LIBRARY_ORIGIN = "`IncompatibleLibraryException`, `incompatible_library`"
        const val JOURNAL = "the durable queue's journal … "

        /** The ends of those whose words come from another file, which is read as well. */
        val PASSED_ON = listOf("expected …", JOURNAL)

        /** These pass on what others say. */
        val MACHINERY = setOf("OutageLog", "SafeLogger", "JournalFailure", "EvaluationInternals", "LinearCompiler")

        val LOGGERS = mapOf("DurableQueue" to "tracking")
        val OUTAGES = listOf(
            Outage("LoadReport", "outage", "config", "configuration loading"),
            Outage("ConfigCache", "outage", "config", "configuration cache"),
            Outage("InProcessEventBus", "outage", "events", "event handler"),
            Outage("FailSafeStore", "outage", "store", "data store"),
            Outage("FailSafeStore", "malformedContent", "store", "reading stored visitor state"),
            Outage("DeliveryReport", "outage", "tracking", "tracking delivery"),
            Outage("DeliveryReport", "refusing", "tracking", "tracking delivery"),
            Outage("OverflowReport", "outage", "tracking", "tracking queue"),
            Outage("JournalWriter", "outage", "tracking", "durable queue …"),
        )
        val CODES = mapOf(
            "ConfigLoadException" to "config_load_failed",
            "TransportException" to "transport_config_invalid",
            "TrackingDeliveryException" to "tracking_delivery_failed",
        )
        val LOG = Regex("""(?:logs\.(\w+)|\blog)\.(warn|info|error|debug)\(""")
        val INVALID = Regex("""(?<!class )\bInvalidConfigException\(()""")
        val DATA = Regex("""(?<!class )\bConversionDataException\(()""")
        val UNUSABLE = Regex("""(?<!fun )\bunusable\(()""")
        val VARIABLE = Regex("""(?<!class )\bFeatureVariableException\(()""")
        val LIBRARY = Regex("""(?<!class )\bIncompatibleLibraryException\(()""")
        val SETTING = Regex("""(?<!fun )\brequireSetting\(()""")
        val CODED = Regex("""(?<!class )\b(${CODES.keys.joinToString("|")})\(""")
        val ARGUMENT = Regex("""(?<![\w.])require\(()""")
        val STATE = Regex("""(?<![\w.])(?:check|error|IllegalStateException)\(()""")
        val REASON = Regex("""(?<!class )\b(UnusableAnswerException|OvertimeException|IOException)\(""")
    }
}
