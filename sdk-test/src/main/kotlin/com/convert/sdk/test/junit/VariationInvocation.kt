package com.convert.sdk.test.junit

import com.convert.sdk.test.TestProject
import org.junit.jupiter.api.extension.BeforeEachCallback
import org.junit.jupiter.api.extension.Extension
import org.junit.jupiter.api.extension.ExtensionContext
import org.junit.jupiter.api.extension.ParameterContext
import org.junit.jupiter.api.extension.ParameterResolver
import org.junit.jupiter.api.extension.TestTemplateInvocationContext

/** One run of a test with [EachVariation]. */
internal class VariationInvocation(
    private val experience: String,
    private val variation: String,
) : TestTemplateInvocationContext, BeforeEachCallback, ParameterResolver {
    override fun getDisplayName(invocationIndex: Int): String = "$experience: $variation"

    override fun getAdditionalExtensions(): List<Extension> = listOf(this)

    override fun beforeEach(context: ExtensionContext) = context.store().put(INVOCATION, this)

    override fun supportsParameter(parameter: ParameterContext, context: ExtensionContext): Boolean =
        parameter.parameter.type == String::class.java && context.testMethod.isPresent &&
            parameter.declaringExecutable == context.requiredTestMethod

    override fun resolveParameter(parameter: ParameterContext, context: ExtensionContext): String = variation

    companion object {
        private const val INVOCATION = "invocation"

        /** [project] with the variation of the run that [context] is, if it is one. */
        fun force(project: TestProject, context: ExtensionContext): TestProject {
            val run = context.store().get(INVOCATION, VariationInvocation::class.java) ?: return project
            return project.withVariation(run.experience, run.variation)
        }
    }
}
