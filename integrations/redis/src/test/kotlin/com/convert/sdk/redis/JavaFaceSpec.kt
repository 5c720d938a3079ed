package com.convert.sdk.redis

import com.convert.sdk.java.Core
import com.convert.sdk.java.SdkConfig
import com.convert.sdk.redis.fixture.PROJECT
import com.convert.sdk.redis.fixture.RedisSpec
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.longs.shouldBeInRange
import io.kotest.matchers.shouldBe
import java.time.Duration
import java.util.Optional
import java.util.concurrent.ExecutionException
import com.convert.sdk.redis.java.RedisDataStore as StageStore

class JavaFaceSpec : RedisSpec({
    "the Java face writes and reads the same" {
        val store = StageStore(connection)
        store.get("java").get() shouldBe Optional.empty()
        store.set("java", mapOf("a" to 1), Duration.ofMinutes(1)).get()
        connection.sync().pttl("java").shouldBeInRange(1L..60_000L)
        store.update("java", { (it.get() as Map<*, *>) + mapOf("b" to 2) }, null).get()
        connection.sync().pttl("java") shouldBe -1
        store().get("java") shouldBe mapOf("a" to 1L, "b" to 2L)
        store.get("java").get().get() shouldBe mapOf("a" to 1L, "b" to 2L)
        store.putIfAbsent("java", true, null).get() shouldBe false
        store.has("java").get() shouldBe true
        store.delete("java").get()
        store.putIfAbsent("java", true, null).get() shouldBe true
        StageStore(connection, "shop:").has("java").get() shouldBe false
    }

    "a failure completes the stage" {
        connection.sync().lpush("list", "x")
        shouldThrow<ExecutionException> { StageStore(connection).get("list").get() }
    }

    "the SDK's Java face takes it" {
        val config = SdkConfig.builder()
            .data(PROJECT)
            .trackingEnabled(false)
            .dataStore(StageStore(connection))
            .build()
        Core(config).use { core ->
            core.initialize()
            core.createContext("ann").setAttributes(mapOf("plan" to "gold"))
        }
        store().get("""state:["ann"]""").let { it as Map<*, *> }["attributes"] shouldBe mapOf("plan" to "gold")
    }
})
