package com.convert.sdk.test.junit

import org.junit.jupiter.api.TestTemplate

/** The configuration of a test class, on the class path; for `@ExtendWith(ConvertExtension.class)`. */
@Target(AnnotationTarget.CLASS)
@Retention(AnnotationRetention.RUNTIME)
public annotation class ConvertProject(
    /** Name of the resource, such as `shop.json`. */
    val value: String,
)

/** Forces a variation for a test, or for all of a class; see [com.convert.sdk.test.TestProject.withVariation]. */
@Target(AnnotationTarget.FUNCTION, AnnotationTarget.CLASS)
@Retention(AnnotationRetention.RUNTIME)
@Repeatable
public annotation class WithVariation(
    /** Key of the experience. */
    val experience: String,
    /** Key of the variation. */
    val variation: String,
    /** The visitor who gets it; everybody if empty. */
    val visitor: String = "",
)

/** Turns a feature on for a test, or for all of a class; see [com.convert.sdk.test.TestProject.withFeature]. */
@Target(AnnotationTarget.FUNCTION, AnnotationTarget.CLASS)
@Retention(AnnotationRetention.RUNTIME)
@Repeatable
public annotation class WithFeature(
    /** Key of the feature. */
    val value: String,
    /** Variables, each as `name=value`. */
    val variables: Array<String> = [],
    /** The visitor who gets it; everybody if empty. */
    val visitor: String = "",
)

/** Turns a feature off for a test, or for all of a class. */
@Target(AnnotationTarget.FUNCTION, AnnotationTarget.CLASS)
@Retention(AnnotationRetention.RUNTIME)
@Repeatable
public annotation class WithoutFeature(
    /** Key of the feature. */
    val value: String,
)

/** Says whose context a parameter is. Without it, it is that of `visitor-1`, without attributes. */
@Target(AnnotationTarget.VALUE_PARAMETER)
@Retention(AnnotationRetention.RUNTIME)
public annotation class Visitor(
    /** The visitor's id. */
    val value: String = "visitor-1",
    /** Attributes, each as `name=value`; values are text. */
    val attributes: Array<String> = [],
)

/**
 * A test that runs once for each variation of an experience, in the order of the configuration, with that variation
 * forced for everybody. A parameter of type `String` gets its key. In place of `@Test`; the extension must be in a
 * static field, or on the class.
 */
@Target(AnnotationTarget.FUNCTION)
@Retention(AnnotationRetention.RUNTIME)
@TestTemplate
public annotation class EachVariation(
    /** Key of the experience. */
    val value: String,
)
