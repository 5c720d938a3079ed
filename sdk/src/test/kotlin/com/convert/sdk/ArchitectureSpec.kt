package com.convert.sdk

import com.tngtech.archunit.base.DescribedPredicate
import com.tngtech.archunit.core.domain.JavaClass
import com.tngtech.archunit.core.domain.JavaClasses
import com.tngtech.archunit.core.importer.ClassFileImporter
import com.tngtech.archunit.lang.ArchRule
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses
import com.tngtech.archunit.library.dependencies.SliceAssignment
import com.tngtech.archunit.library.dependencies.SliceIdentifier
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import java.io.File
import java.nio.file.Path

private const val ROOT = "com.convert.sdk"
private val VALUES = arrayOf("$ROOT.result..", "$ROOT.event..", "$ROOT.error..")
private val PORTS = arrayOf("$ROOT.transport", "$ROOT.storage..")

/** Which way the parts may look, as docs/architecture.md tells it. */
class ArchitectureSpec : StringSpec({
    "values look at each other and at plain JSON only" {
        noClasses().that().resideInAnyPackage(*VALUES)
            .should().dependOnClassesThat(oursOutside(*VALUES, "$ROOT.internal.json.."))
            .check()
    }

    "ports look at values only" {
        noClasses().that().resideInAnyPackage(*PORTS).and(isNotPartOf("$ROOT.storage.InMemoryDataStore"))
            .should().dependOnClassesThat(oursOutside(*PORTS, *VALUES, "$ROOT.internal.json.."))
            .check()
    }

    "nothing looks at the front doors but the front doors" {
        noClasses().that().resideOutsideOfPackage(ROOT)
            .should().dependOnClassesThat(named("a front door", "$ROOT.Core", "$ROOT.Context"))
            .check()
    }

    "only the adapters see the clients that they are for" {
        noClasses().that().resideOutsideOfPackage("$ROOT.transport.ktor..")
            .should().dependOnClassesThat().resideInAPackage("io.ktor..")
            .check()
        noClasses().that().resideOutsideOfPackage("$ROOT.transport.jdk..")
            .and(isNotPartOf("$ROOT.internal.http.FailureDiagnosis"))
            .should().dependOnClassesThat().resideInAPackage("java.net.http..")
            .check()
    }

    "only the choice between them and the front doors name the adapters" {
        noClasses().that().resideOutsideOfPackages("$ROOT.transport.ktor..", "$ROOT.transport.jdk..", ROOT)
            .and(isNotPartOf("$ROOT.internal.DefaultTransport"))
            .should().dependOnClassesThat().resideInAnyPackage("$ROOT.transport.ktor..", "$ROOT.transport.jdk..")
            .check()
    }

    "evaluation does not suspend, and knows no clock, log, store or port" {
        noClasses().that().resideInAnyPackage("$ROOT.internal.evaluation..", "$ROOT.internal.ecmascript..")
            .should().dependOnClassesThat().resideInAnyPackage(
                "kotlin.coroutines..",
                "kotlinx.coroutines..",
                "kotlin.time..",
                "java.time..",
                "org.slf4j..",
                "$ROOT.storage..",
                "$ROOT.transport..",
                "$ROOT.internal.runtime..",
            )
            .orShould().callMethod(System::class.java, "nanoTime")
            .orShould().callMethod(System::class.java, "currentTimeMillis")
            .check()
    }

    "tracking and evaluation never see each other" {
        noClasses().that().resideInAPackage("$ROOT.internal.evaluation..")
            .should().dependOnClassesThat().resideInAPackage("$ROOT.internal.tracking..")
            .check()
        noClasses().that().resideInAPackage("$ROOT.internal.tracking..")
            .should().dependOnClassesThat().resideInAPackage("$ROOT.internal.evaluation..")
            .check()
    }

    "JavaScript's semantics look at nothing of ours" {
        noClasses().that().resideInAPackage("$ROOT.internal.ecmascript..")
            .should().dependOnClassesThat(oursOutside("$ROOT.internal.ecmascript.."))
            .check()
    }

    "a room imports from rooms below it only" {
        graph.rooms.sorted() shouldBe Rooms.bottomUp.sorted()
        graph.imports.filter { Rooms.bottomUp.indexOf(it.to) > Rooms.bottomUp.indexOf(it.from) }.shouldBeEmpty()
    }

    "rooms have no circles, in imports and in class files" {
        if (System.getProperty("house.print") != null) File("target/house.txt").writeText(graph.toString())
        graph.circles().shouldBeEmpty()
        slices().assignedFrom(Slices).should().beFreeOfCycles().check()
    }

    "no code blocks, sleeps, prints or lives in the global scope" {
        noClasses().should().callMethodWhere(
            describe("runBlocking or Thread.sleep") { call ->
                call.name.startsWith("runBlocking") && call.targetOwner.packageName == "kotlinx.coroutines" ||
                    call.name == "sleep" && call.targetOwner.isEquivalentTo(Thread::class.java) ||
                    call.name == "printStackTrace"
            },
        ).check()
        noClasses().should().accessField(System::class.java, "out").orShould().accessField(System::class.java, "err")
            .check()
        noClasses().should().dependOnClassesThat().haveFullyQualifiedName("kotlinx.coroutines.GlobalScope").check()
    }

    "of SLF4J, only what its release 1.7 has is used" {
        noClasses().should().dependOnClassesThat().resideInAPackage("org.slf4j.spi..")
            .orShould().dependOnClassesThat().resideInAPackage("org.slf4j.event..")
            .check()
    }

    "wire field names live where configurations are read and payloads are written" {
        val sources = KotlinSources(Path.of("src/main/kotlin/com/convert/sdk"))
        listOf("archived_experiences", "site_area", "matching_options", "account_id", "traffic_allocation")
            .forEach { sources.shouldNameInOneFile("internal/config/reading/", it) }
        listOf("enrichData", "bucketingData", "goalData", "eventType")
            .forEach { sources.shouldNameInOneFile("internal/tracking/", it) }
        listOf("match_type", "rule_type", "OR_WHEN")
            .forEach { sources.shouldNameOnlyIn("internal/evaluation/rules/", it) }
    }
})

/** [Rooms] for the checks of class files. */
private object Slices : SliceAssignment {
    override fun getIdentifierOf(type: JavaClass): SliceIdentifier =
        SliceIdentifier.of(Rooms.of(type.packageName, type.name.removePrefix("${type.packageName}.")))

    override fun getDescription(): String = "rooms of the SDK"
}

private val graph = ImportGraph(Path.of("src/main/kotlin"))

private val classes: JavaClasses = ClassFileImporter().importPath(Path.of("target/classes"))

private fun ArchRule.check() = check(classes)

private fun <T> describe(what: String, test: (T) -> Boolean) = DescribedPredicate.describe<T>(what, test)

private fun oursOutside(vararg packages: String): DescribedPredicate<JavaClass> =
    JavaClass.Predicates.resideInAPackage("$ROOT..")
        .and(JavaClass.Predicates.resideOutsideOfPackages(*packages))
        .and(DescribedPredicate.not(named("the opt-in marker", "$ROOT.InternalConvertApi")))

/** Classes of these names, with what the compiler nests in them. */
private fun named(what: String, vararg names: String) = describe<JavaClass>(what) { type ->
    names.any { type.name == it || type.name.startsWith("$it$") }
}

private fun isNotPartOf(name: String): DescribedPredicate<JavaClass> = describe("are not part of $name") { type ->
    type.name.substringBefore('$') !in setOf(name, "${name}Kt")
}
