package com.convert.sdk.internal.runtime

import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import org.slf4j.Logger
import org.slf4j.Marker
import java.lang.reflect.Proxy

class SafeLoggerSpec : StringSpec({
    "an outage is told to a logger that throws, at no more cost than its lines" {
        val asked = ArrayList<String>()
        val outage = OutageLog(Logs(loggerThatThrows(asked)).tracking, "delivery")
        repeat(2) { outage.failed("away") }
        outage.succeeded()
        asked shouldContainExactly listOf("warn", "debug", "info")
    }

    "single lines to a logger that throws cost no more, either" {
        val asked = ArrayList<String>()
        val log = Logs(loggerThatThrows(asked)).tracking
        log.info("ignored")
        log.warn("{} left", 1)
        log.error("unexpected {}", "failure")
        asked shouldContainExactly listOf("info", "warn", "error")
    }

    "no way to log without a marker gets a logger's failure out" {
        val asked = ArrayList<String>()
        val safe = SafeLogger(loggerThatThrows(asked))
        val ways = Logger::class.java.methods
            .filter { LEVEL.matches(it.name) && Marker::class.java !in it.parameterTypes }
        for (way in ways) {
            val arguments = way.parameterTypes.map { type ->
                if (type.isArray) arrayOf<Any?>("x") else "x".takeIf { type.isInstance(it) }
            }
            way.invoke(safe, *arguments.toTypedArray())
        }
        asked shouldContainExactly ways.map { it.name }
        ways shouldHaveSize 30
    }
})

private val LEVEL = Regex("(trace|debug|info|warn|error)|is(Trace|Debug|Info|Warn|Error)Enabled")

/** As one whose appender finds its disk full, and that fails its own assertions now and then. */
private fun loggerThatThrows(asked: MutableList<String>): Logger =
    Proxy.newProxyInstance(Logger::class.java.classLoader, arrayOf(Logger::class.java)) { _, method, _ ->
        asked += method.name
        throw if (asked.size % 2 == 0) AssertionError("of the appender") else IllegalStateException("the disk is full")
    } as Logger
