package com.convert.sdk

import com.convert.sdk.result.ExperienceResult
import com.convert.sdk.result.FeatureVariables
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainAll
import org.jspecify.annotations.NullMarked
import org.jspecify.annotations.Nullable
import java.io.File
import java.lang.reflect.AnnotatedElement
import java.lang.reflect.AnnotatedParameterizedType
import java.lang.reflect.AnnotatedType
import java.lang.reflect.AnnotatedWildcardType
import java.lang.reflect.Executable
import kotlin.reflect.KCallable
import kotlin.reflect.KClass
import kotlin.reflect.KFunction
import kotlin.reflect.KProperty
import kotlin.reflect.KType
import kotlin.reflect.KVisibility
import kotlin.reflect.full.declaredMembers
import kotlin.reflect.full.valueParameters
import kotlin.reflect.jvm.javaConstructor
import kotlin.reflect.jvm.javaGetter
import kotlin.reflect.jvm.javaMethod

/**
 * What Java tools read from JSpecify's annotations is what Kotlin means. By JSpecify's rules a Kotlin class promises
 * nothing unless it is marked itself or inside one that is; whatever its package says does not count.
 */
@Tags("slow")
class JavaNullnessSpec : StringSpec({
    val promises = publicClasses().flatMap { type -> type.promises().map { type to it } }

    "whatever may be null in Kotlin is nullable to Java, and nothing else is" {
        promises.filterNot { (_, promise) -> isKept(promise) }
            .map { (type, promise) -> "${type.simpleName}.${promise.name}" }
            .shouldBeEmpty()
    }

    "results promise something, and so do the typed getters of variables" {
        promises.map { (type, promise) -> type to promise.name }.shouldContainAll(
            ExperienceResult::class to "variationKey",
            ExperienceResult::class to "component5",
            FeatureVariables::class to "getString",
            ConfigSnapshot::class to "entityByKey",
        )
    }
})

private fun publicClasses(): List<KClass<*>> {
    val root = File("target/classes")
    return root.walk().filter { it.extension == "class" }
        .map { it.relativeTo(root).path.removeSuffix(".class").replace(File.separatorChar, '.') }
        .filterNot { ".internal." in it }
        .map { Class.forName(it, false, JavaNullnessSpec::class.java.classLoader) }
        .filter { it.isAnnotationPresent(Metadata::class.java) && !it.isSynthetic && !it.isAnonymousClass }
        .filterNot { it.simpleName.endsWith("Kt") || it.getAnnotation(Metadata::class.java).kind != CLASS }
        .map { it.kotlin }
        .filter { it.visibility == KVisibility.PUBLIC }
        .toList()
}

private const val CLASS = 1

/** What the compiler writes itself, with nothing in the source to put an annotation on. */
private val UNANNOTATED = setOf("equals", "entries")

private fun KClass<*>.promises(): List<KCallable<*>> {
    val isMarked = generateSequence(java) { it.declaringClass }.any(::isMarked)
    return (declaredMembers.filterNot { it.name in UNANNOTATED } + constructors)
        .filter { it.visibility == KVisibility.PUBLIC || it.visibility == KVisibility.PROTECTED }
        .filter { isMarked || it is KFunction && it.javaMethod?.let(::isMarked) == true }
}

private fun isMarked(element: AnnotatedElement) = element.isAnnotationPresent(NullMarked::class.java)

private fun isKept(promise: KCallable<*>): Boolean {
    val executable = promise.executable()
    val parameters = if (promise is KProperty) emptyList() else promise.valueParameters.map { it.type }
    return agrees(promise.returnType, executable.annotatedReturnType) &&
        parameters.zip(executable.annotatedParameterTypes.asIterable()).all { (meant, said) -> agrees(meant, said) }
}

private fun KCallable<*>.executable(): Executable = when (this) {
    is KProperty -> checkNotNull(javaGetter)
    is KFunction -> checkNotNull(javaMethod ?: javaConstructor)
    else -> error("neither a function nor a property: $this")
}

private fun agrees(meant: KType, said: AnnotatedType): Boolean {
    if (said is AnnotatedWildcardType) return agrees(meant, said.bound())
    val arguments = (said as? AnnotatedParameterizedType)?.annotatedActualTypeArguments.orEmpty()
    return meant.isMarkedNullable == said.isAnnotationPresent(Nullable::class.java) &&
        meant.arguments.mapNotNull { it.type }.zip(arguments).all { (inner, outer) -> agrees(inner, outer) }
}

private fun AnnotatedWildcardType.bound() = annotatedLowerBounds.firstOrNull() ?: annotatedUpperBounds.first()
