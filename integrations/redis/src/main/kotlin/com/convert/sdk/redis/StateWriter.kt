package com.convert.sdk.redis

import io.lettuce.core.RedisCommandExecutionException
import io.lettuce.core.RedisNoScriptException
import io.lettuce.core.ScriptOutputType
import io.lettuce.core.SetArgs
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands
import org.slf4j.LoggerFactory
import kotlin.time.Duration

/**
 * Changes a value in one step on the server; in two, where the server allows no scripts. Changes of this store to one
 * key wait for each other, so that only those of other processes make one ask again.
 *
 * No value is an empty text here: a stored one counts as none.
 */
internal class StateWriter(private val commands: RedisClusterAsyncCommands<String, String>) {
    private val recent = RecentTexts()
    private val digest = commands.digest(SCRIPT)
    private val locks = KeyLocks()

    @Volatile private var areScriptsOff = false

    suspend fun read(name: String): String? = commands.get(name).answer().also { recent.put(name, it.orEmpty()) }

    suspend fun set(name: String, text: String, timeToLive: Duration?) {
        recent.take(name)
        commands.set(name, text, SetArgs().expiringAfter(timeToLive)).answer()
    }

    suspend fun delete(name: String) {
        recent.take(name)
        commands.del(name).answer()
    }

    suspend fun update(name: String, timeToLive: Duration?, change: (value: Any?) -> Any) = locks.withLock(name) {
        try {
            if (areScriptsOff) inTwoSteps(name, timeToLive, change) else inOneStep(name, timeToLive, change)
        } catch (e: RedisCommandExecutionException) {
            if (!e.saysScriptsAreOff()) throw e
            scriptsAreOff()
            inTwoSteps(name, timeToLive, change)
        }
    }

    /** What was seen last saves a read when it is still there; otherwise the script's answer is the read. */
    private suspend fun inOneStep(name: String, timeToLive: Duration?, change: (value: Any?) -> Any) {
        var expected = recent.take(name) ?: commands.get(name).answer().orEmpty()
        while (true) {
            val next = changed(expected, change)
            val found = compareAndSet(name, expected, next, timeToLive) ?: return recent.put(name, next)
            // Bytes that are no UTF-8 never equal the text that was read of them; they hold nothing to keep.
            if (found == expected) return set(name, next, timeToLive)
            expected = found
        }
    }

    private suspend fun inTwoSteps(name: String, timeToLive: Duration?, change: (value: Any?) -> Any) =
        set(name, changed(commands.get(name).answer().orEmpty(), change), timeToLive)

    private fun changed(text: String, change: (value: Any?) -> Any): String =
        StoredJson.write(change(text.takeIf(String::isNotEmpty)?.let(StoredJson::read)))

    /** `null` when [next] was put in the place of [expected]; otherwise the text that is there, empty for none. */
    private suspend fun compareAndSet(
        name: String,
        expected: String,
        next: String,
        timeToLive: Duration?,
    ): String? {
        val keys = arrayOf(name)
        val values = arrayOf(expected, next, timeToLive?.inRedisMillis()?.toString().orEmpty())
        return try {
            commands.evalsha<String?>(digest, ScriptOutputType.VALUE, keys, *values).answer()
        } catch (_: RedisNoScriptException) {
            commands.eval<String?>(SCRIPT, ScriptOutputType.VALUE, keys, *values).answer()
        }
    }

    private fun scriptsAreOff() {
        areScriptsOff = true
        log.warn(
            "redis: the server allows no scripts; visitor state is read and written in two steps, " +
                "so that processes which change one visitor at the same moment can lose a change",
        )
    }

    private companion object {
        private val log = LoggerFactory.getLogger(RedisDataStore::class.java)

        /** Answers nothing when it wrote, and otherwise what it found. */
        private val SCRIPT = """
            local found = redis.call('GET', KEYS[1]) or ''
            if found ~= ARGV[1] then return found end
            if ARGV[3] == '' then
              redis.call('SET', KEYS[1], ARGV[2])
            else
              redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
            end
            return false
        """.trimIndent()

        private val REFUSED = Regex("^(NOPERM|ERR unknown command)[^,]*['`]eval(sha)?\\b", RegexOption.IGNORE_CASE)

        fun RedisCommandExecutionException.saysScriptsAreOff() = REFUSED.containsMatchIn(message.orEmpty())
    }
}
