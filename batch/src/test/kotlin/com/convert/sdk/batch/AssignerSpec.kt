package com.convert.sdk.batch

import com.convert.sdk.error.InvalidConfigException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.types.shouldBeSameInstanceAs
import io.kotest.matchers.types.shouldNotBeSameInstanceAs
import java.io.ByteArrayInputStream
import java.io.ByteArrayOutputStream
import java.io.ObjectInputStream
import java.io.ObjectOutputStream
import java.util.concurrent.Callable
import java.util.concurrent.Executors

private val american = mapOf("country" to "US")
private val atCart = mapOf("path" to "/cart")

class AssignerSpec : StringSpec({
    "each answer is the one that the SDK gives" {
        val assigner = Assigner(SHOP, "production")
        core("production").use { core ->
            for (visitor in visitors(2_000)) {
                val context = core.createContext(visitor, american, atCart)
                for (key in experienceKeys) {
                    val expected = context.runExperience(key, withoutTrace).orElse(null)
                    assigner.variation(key, visitor, american, atCart) shouldBe expected
                }
                assigner.variations(visitor, american, atCart) shouldBe context.runExperiences(withoutTrace)
            }
        }
    }

    "experiences are named in configuration order" {
        Assigner(SHOP).experienceKeys shouldBe experienceKeys
    }

    "what is decided about one visitor is not remembered" {
        val assigner = Assigner(SHOP)
        val visitor = visitors(100).first { assigner.variation("checkout", it) != null }
        assigner.variation("banner", visitor)?.variationKey shouldBe "on"
        // Within a call, mutual exclusion sees the decision.
        assigner.variations(visitor).map { it.experienceKey } shouldBe listOf("checkout")
        assigner.variation("banner", visitor)?.variationKey shouldBe "on"
    }

    "audiences see attributes, locations see the location, and the environment counts" {
        val assigner = Assigner(SHOP, "production")
        assigner.variation("price", "ann").shouldBeNull()
        assigner.variation("cart", "ann", american).shouldBeNull()
        assigner.variation("cart", "ann", american, atCart)?.variationKey shouldBe "short"
        Assigner(SHOP, "staging").variation("cart", "ann", american, atCart).shouldBeNull()
        Assigner(SHOP).variation("cart", "ann", american, atCart).shouldBeNull()
    }

    "a key that no experience has is refused, with the key" {
        shouldThrow<IllegalArgumentException> { Assigner(SHOP).variation("chekout", "ann") }
            .message shouldContain "'chekout'"
    }

    "an empty visitor id is refused" {
        shouldThrow<IllegalArgumentException> { Assigner(SHOP).variation("checkout", "") }
    }

    "a text that is no configuration is refused where the assigner is made" {
        shouldThrow<InvalidConfigException> { Assigner("{}") }
    }

    "a copy that was sent elsewhere answers from the project that is compiled there already" {
        val assigner = Assigner(SHOP, "production")
        val copy = sent(assigner)
        copy shouldNotBeSameInstanceAs assigner
        val visitor = visitors(100).first { assigner.variation("checkout", it) != null }
        // Results are made once, with the compiled project.
        copy.variation("checkout", visitor) shouldBeSameInstanceAs assigner.variation("checkout", visitor)
        sent(Assigner(SHOP)).variation("cart", "ann", american, atCart).shouldBeNull()
    }

    "what travels is the configuration's text and little else" {
        bytesOf(Assigner(SHOP, "production")).size shouldBeLessThan SHOP.length + 400
    }

    "a project that was crowded out goes on answering" {
        val first = Assigner(SHOP)
        val visitor = visitors(100).first { first.variation("checkout", it) != null }
        val answer = first.variation("checkout", visitor)
        repeat(20) { Assigner(SHOP, "environment-$it").variation("checkout", visitor) shouldBe answer }
        first.variation("checkout", visitor) shouldBeSameInstanceAs answer
        Assigner(SHOP).variation("checkout", visitor) shouldNotBeSameInstanceAs answer
    }

    "threads that need one project at the same moment compile it once" {
        val text = SHOP.replace("Book shop", "Another shop")
        val pool = Executors.newFixedThreadPool(8)
        val results = pool.invokeAll(
            List(64) { Callable { Assigner(text).variation("banner", "ann") } },
        ).map { it.get() }
        pool.shutdown()
        results.forEach { it shouldBeSameInstanceAs results[0] }
    }

    "it can be logged without showing the configuration" {
        "${Assigner(SHOP, "production")}" shouldBe "Assigner(2001, environment=production)"
        "${Assigner(SHOP)}" shouldNotContain "checkout"
    }
})

private fun bytesOf(assigner: Assigner): ByteArray = ByteArrayOutputStream()
    .also { bytes -> ObjectOutputStream(bytes).use { it.writeObject(assigner) } }
    .toByteArray()

private fun sent(assigner: Assigner): Assigner =
    ObjectInputStream(ByteArrayInputStream(bytesOf(assigner))).use { it.readObject() as Assigner }
