package com.convert.sdk.test.junit

import com.convert.sdk.Context
import com.convert.sdk.Core
import com.convert.sdk.test.ConvertTest
import com.convert.sdk.test.Recorded
import com.convert.sdk.test.TestProject
import org.junit.jupiter.api.extension.AfterEachCallback
import org.junit.jupiter.api.extension.ExtensionConfigurationException
import org.junit.jupiter.api.extension.ExtensionContext
import org.junit.jupiter.api.extension.ParameterContext
import org.junit.jupiter.api.extension.ParameterResolver
import org.junit.jupiter.api.extension.TestTemplateInvocationContext
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider
import java.lang.reflect.Method
import java.util.stream.Stream
import com.convert.sdk.java.Context as JavaContext
import com.convert.sdk.java.Core as JavaCore

/**
 * Gives each JUnit test a [ConvertTest] of its own, and closes it after the test. Parameters of tests and of their
 * `@BeforeEach` and `@AfterEach` methods may be [Core] and [Context] of both faces, which are started then,
 * [ConvertTest], [Recorded] and [TestProject]. Tests may run in parallel.
 *
 * ```
 * @RegisterExtension
 * static final ConvertExtension convert = ConvertExtension.of(TestProject.fromResource("shop.json"));
 * ```
 *
 * Or with `@ExtendWith(ConvertExtension.class)` and [ConvertProject] on the class.
 */
public class ConvertExtension private constructor(private val setup: Setup?) :
    ParameterResolver,
    AfterEachCallback,
    TestTemplateInvocationContextProvider {
    /** For `@ExtendWith`; the configuration is the one that [ConvertProject] names. */
    public constructor() : this(null)

    override fun supportsParameter(parameter: ParameterContext, context: ExtensionContext): Boolean =
        parameter.declaringExecutable is Method && context.testMethod.isPresent && parameter.parameter.type in TYPES

    override fun resolveParameter(parameter: ParameterContext, context: ExtensionContext): Any {
        val test = test(context)
        val visitor = lazy { VisitorParameter.of(parameter) }
        return when (val type = parameter.parameter.type) {
            ConvertTest::class.java -> test
            TestProject::class.java -> test.project
            Recorded::class.java -> test.recorded
            Core::class.java -> test.startBlocking()
            JavaCore::class.java -> test.startJava()
            Context::class.java -> test.startBlocking().createContext(visitor.value.id, visitor.value.attributes)
            JavaContext::class.java -> test.startJava().createContext(visitor.value.id, visitor.value.attributes)
            else -> error("$type was not announced")
        }
    }

    override fun afterEach(context: ExtensionContext) {
        context.store().remove(TEST, ConvertTest::class.java)?.close()
    }

    override fun supportsTestTemplate(context: ExtensionContext): Boolean =
        context.requiredTestMethod.isAnnotationPresent(EachVariation::class.java)

    override fun provideTestTemplateInvocationContexts(
        context: ExtensionContext,
    ): Stream<TestTemplateInvocationContext> {
        val experience = context.requiredTestMethod.getAnnotation(EachVariation::class.java).value
        return project(context).variations(experience).stream().map { VariationInvocation(experience, it) }
    }

    private fun test(context: ExtensionContext): ConvertTest =
        context.store().getOrComputeIfAbsent(TEST, { make(context) }, ConvertTest::class.java)

    private fun make(context: ExtensionContext): ConvertTest {
        val project = VariationInvocation.force(project(context), context)
        return ConvertTest.builder(project).also { setup?.configure?.invoke(it) }.build()
    }

    private fun project(context: ExtensionContext): TestProject =
        Overrides.apply(setup?.project ?: annotated(context), context)

    private fun annotated(context: ExtensionContext): TestProject {
        val named = context.enclosing().firstNotNullOfOrNull { it.getAnnotation(ConvertProject::class.java) }
            ?: throw ExtensionConfigurationException(NO_PROJECT)
        return TestProject.fromResource(named.value)
    }

    /** What a registered extension starts from. */
    internal class Setup(val project: TestProject, val configure: (ConvertTest.Builder) -> Unit)

    public companion object {
        /** An extension for `@RegisterExtension`, with [project] and the default settings. */
        @JvmStatic
        public fun of(project: TestProject): ConvertExtension = ConvertExtension(Setup(project) {})

        /** Same, with settings: [configure] is called for each test. */
        @JvmStatic
        public fun of(project: TestProject, configure: ConvertTest.Configure): ConvertExtension =
            ConvertExtension(Setup(project, configure::configure))

        private const val TEST = "test"
        private const val NO_PROJECT = "Say which configuration to use: @ConvertProject(\"shop.json\") on the class, " +
            "or a static field with @RegisterExtension and ConvertExtension.of(project)."

        private val TYPES = setOf(
            Core::class.java,
            Context::class.java,
            JavaCore::class.java,
            JavaContext::class.java,
            ConvertTest::class.java,
            Recorded::class.java,
            TestProject::class.java,
        )
    }
}
