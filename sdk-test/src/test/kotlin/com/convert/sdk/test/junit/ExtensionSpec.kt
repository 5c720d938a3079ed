package com.convert.sdk.test.junit

import com.convert.sdk.Context
import com.convert.sdk.Core
import com.convert.sdk.test.ConvertTest
import com.convert.sdk.test.Recorded
import com.convert.sdk.test.shop
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.RepeatedTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.extension.ExtendWith
import org.junit.jupiter.api.extension.RegisterExtension
import org.junit.jupiter.api.parallel.Execution
import org.junit.jupiter.api.parallel.ExecutionMode
import org.junit.platform.engine.discovery.DiscoverySelectors.selectClass
import org.junit.platform.testkit.engine.EngineExecutionResults
import org.junit.platform.testkit.engine.EngineTestKit
import java.util.concurrent.CopyOnWriteArrayList

class ExtensionSpec : StringSpec({
    fun run(type: Class<*>): EngineExecutionResults = EngineTestKit.engine("junit-jupiter")
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
        .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
        .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
        .selectors(selectClass(type)).execute()

    fun failure(type: Class<*>): String = run(type).testEvents().failed().list()
        .mapNotNull { it.payload.orElse(null) }
        .joinToString { it.toString() }

    "tests in parallel see nothing of each other, and every instance is closed" {
        val results = run(InParallel::class.java)
        results.testEvents().assertStatistics { it.succeeded(20).failed(0) }
        InParallel.cores shouldHaveSize 20
        InParallel.cores.toSet() shouldHaveSize 20
        InParallel.cores.none { it.isReady } shouldBe true
    }

    "each variation of an experience is a test with its name" {
        val results = run(OfEachVariation::class.java)
        results.testEvents().succeeded().list().map { it.testDescriptor.displayName }
            .shouldContainExactlyInAnyOrder("winter-sale: quiet", "winter-sale: loud")
    }

    "a class without a configuration is told what to add" {
        failure(WithoutProject::class.java) shouldContain "@ConvertProject(\"shop.json\") on the class"
    }

    "an override with an unknown key fails that test and names the nearest" {
        failure(WithUnknownKey::class.java) shouldContain "Did you mean \"one-page\"?"
    }
})

@Execution(ExecutionMode.CONCURRENT)
class InParallel {
    @RepeatedTest(20)
    fun `sees its own exposure alone`(core: Core, context: Context, recorded: Recorded) = runBlocking<Unit> {
        cores += core
        context.runExperience("checkout")
        recorded.exposures("checkout") shouldHaveSize 1
    }

    companion object {
        val cores = CopyOnWriteArrayList<Core>()

        @JvmField
        @RegisterExtension
        val convert = ConvertExtension.of(shop.withVariation("checkout", "one-page"))
    }
}

@ExtendWith(ConvertExtension::class)
@ConvertProject("bookshop.json")
class OfEachVariation {
    @EachVariation("winter-sale")
    fun `gets the variation`(context: Context, variation: String) = runBlocking<Unit> {
        context.runExperience("winter-sale")?.variationKey shouldBe variation
    }
}

@ExtendWith(ConvertExtension::class)
class WithoutProject {
    @Test
    fun `never runs`(test: ConvertTest) {
        error("$test")
    }
}

@ExtendWith(ConvertExtension::class)
@ConvertProject("bookshop.json")
class WithUnknownKey {
    @Test
    @WithVariation("checkout", "one_page")
    fun `never runs`(test: ConvertTest) {
        error("$test")
    }
}
