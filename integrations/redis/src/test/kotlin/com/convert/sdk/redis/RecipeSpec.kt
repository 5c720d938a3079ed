package com.convert.sdk.redis

import com.convert.sdk.Core
import com.convert.sdk.SdkConfig
import com.convert.sdk.fixture.RecordingTransport
import com.convert.sdk.redis.fixture.PROJECT
import com.convert.sdk.redis.fixture.RedisSpec
import com.convert.sdk.redis.fixture.use
import io.kotest.matchers.longs.shouldBeInRange
import io.kotest.matchers.shouldNotBe
import io.lettuce.core.ClientOptions
import io.lettuce.core.ClientOptions.DisconnectedBehavior
import io.lettuce.core.RedisClient
import io.lettuce.core.SocketOptions
import io.lettuce.core.TimeoutOptions
import java.time.Duration
import kotlin.time.Duration.Companion.days

class RecipeSpec : RedisSpec({
    "the guide's settings keep decisions in Redis, for ninety days" {
        val uri = server.uri
        val project = PROJECT
        // docs: redis
        val client = RedisClient.create(uri)
        client.options = ClientOptions.builder()
            .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .replayFilter { true }
            .timeoutOptions(TimeoutOptions.enabled(Duration.ofMillis(500)))
            .socketOptions(SocketOptions.builder().connectTimeout(Duration.ofSeconds(1)).keepAlive(true).build())
            .build()
        val config = SdkConfig {
            data(project)
            dataStore = RedisDataStore(client.connect())
            dataStoreTimeToLive = 90.days
        }
        // end
        client.use {
            val core = Core(config, RecordingTransport()).initialize()
            core.createContext("ann").runExperience("checkout") shouldNotBe null
            core.shutdown()
        }
        raw("""state:["ann"]""") shouldNotBe null
        connection.sync().ttl("""state:["ann"]""").shouldBeInRange(89L * 86_400..90L * 86_400)
    }
})
