package com.convert.sdk.test.junit

import com.convert.sdk.test.TestProject
import org.junit.jupiter.api.extension.ExtensionContext
import org.junit.jupiter.api.extension.ParameterContext
import org.junit.platform.commons.support.AnnotationSupport.findRepeatableAnnotations
import java.lang.reflect.AnnotatedElement

/** What the annotations of a test ask for: those of outer classes first, those of the method last. */
internal object Overrides {
    fun apply(project: TestProject, context: ExtensionContext): TestProject {
        val places = context.enclosing().reversed() + context.requiredTestMethod
        return places.fold(project) { made, place -> apply(made, place) }
    }

    private fun apply(project: TestProject, place: AnnotatedElement): TestProject {
        val off = found<WithoutFeature>(place).fold(project) { made, asked -> made.withoutFeature(asked.value) }
        val on = found<WithFeature>(place).fold(off, ::turnOn)
        return found<WithVariation>(place).fold(on, ::force)
    }

    private fun force(project: TestProject, asked: WithVariation): TestProject {
        if (asked.visitor.isEmpty()) return project.withVariation(asked.experience, asked.variation)
        return project.withVariationFor(asked.visitor, asked.experience, asked.variation)
    }

    private fun turnOn(project: TestProject, asked: WithFeature): TestProject {
        val variables = pairs(asked.variables)
        if (asked.visitor.isEmpty()) return project.withFeature(asked.value, variables)
        return project.withFeatureFor(asked.visitor, asked.value, variables)
    }

    private inline fun <reified A : Annotation> found(place: AnnotatedElement): List<A> =
        findRepeatableAnnotations(place, A::class.java)
}

/** Whose context a parameter is. */
internal class VisitorParameter(val id: String, val attributes: Map<String, String>) {
    companion object {
        fun of(parameter: ParameterContext): VisitorParameter {
            val said = parameter.findAnnotation(Visitor::class.java).orElse(Visitor())
            return VisitorParameter(said.value, pairs(said.attributes))
        }
    }
}

/** The class of the test, and the classes around it. */
internal fun ExtensionContext.enclosing(): List<Class<*>> =
    generateSequence<Class<*>>(requiredTestClass) { it.enclosingClass }.toList()

internal fun ExtensionContext.store(): ExtensionContext.Store = getStore(NAMESPACE)

private fun pairs(texts: Array<String>): Map<String, String> = texts.associate { text ->
    require('=' in text) { "\"$text\" should be name=value." }
    text.substringBefore('=').trim() to text.substringAfter('=').trim()
}

private val NAMESPACE = ExtensionContext.Namespace.create(ConvertExtension::class.java)
