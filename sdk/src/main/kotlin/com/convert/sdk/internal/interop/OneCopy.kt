package com.convert.sdk.internal.interop

import com.convert.sdk.InternalConvertApi

/**
 * The bundle holds the classes of the core and of the Java face once more, with other names in their signatures. With
 * both on one class path, its order alone decides which ones meet.
 */
@InternalConvertApi
public object OneCopy {
    private val isOnly: Boolean = !(has("META-INF/convert-sdk.kotlin_module") && has("$INSIDE/kotlin/Unit.class"))

    /** @throws IllegalStateException when both are on the class path. */
    @JvmStatic
    public fun verify(): Unit = check(isOnly) {
        "convert-sdk-java-bundle is on the class path together with convert-sdk, which it holds already: take one of " +
            "them out"
    }

    private fun has(resource: String) = OneCopy::class.java.classLoader?.getResource(resource) != null
}

private const val INSIDE = "com/convert/sdk/internal/inside"
