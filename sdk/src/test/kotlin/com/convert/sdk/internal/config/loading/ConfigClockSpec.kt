package com.convert.sdk.internal.config.loading

import com.tngtech.archunit.core.importer.ClassFileImporter
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses
import io.kotest.core.spec.style.StringSpec
import java.nio.file.Path

class ConfigClockSpec : StringSpec({
    "loading never asks for the time of day, so a clock that is set back cannot disturb it" {
        val classes = ClassFileImporter().importPath(Path.of("target/classes/com/convert/sdk/internal/config"))
        noClasses().that().resideInAPackage("com.convert.sdk.internal.config..")
            .should().dependOnClassesThat().resideInAnyPackage("java.time..")
            .orShould().dependOnClassesThat().haveFullyQualifiedName("kotlin.time.Clock\$System")
            .orShould().callMethod(System::class.java, "currentTimeMillis")
            .check(classes)
    }
})
