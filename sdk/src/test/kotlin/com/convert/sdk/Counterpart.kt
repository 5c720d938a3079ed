package com.convert.sdk

import com.convert.sdk.error.ConvertSdkException
import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.event.ReleaseReason
import com.convert.sdk.result.ConversionStatus
import com.convert.sdk.result.DiagnosticReason
import com.convert.sdk.result.FeatureStatus
import kotlinx.serialization.json.JsonObject
import java.lang.reflect.Constructor
import java.lang.reflect.Method
import kotlin.time.Duration

/** What a [name] such as `com.convert.sdk.Core#flush()` stands for, found by reflection. */
internal class Counterpart(private val name: String) {
    private val owner = name.substringBefore('#')
    private val member = name.substringAfter('#', "")

    fun exists(): Boolean = when {
        member.isEmpty() -> classNamed(owner) != null || enumConstant() != null
        member == "new()" -> classNamed(owner)?.constructors.orEmpty().isNotEmpty()
        member.endsWith("()") -> functions().any { it.kotlinName == member.removeSuffix("()") }
        else -> getter() != null
    }

    /** The value of the property when nothing is set, as the page writes it. */
    fun default(): String {
        val getter = checkNotNull(getter()) { "$name does not exist" }
        val value: Any? = getter.invoke(defaultOwner())
        return when (value) {
            is String -> "\"$value\""
            is TransportConfig -> "TransportConfig()"
            is Long -> boxedDuration(value).toString()
            else -> value?.toString() ?: "null"
        }
    }

    fun wireName(): String = when (val value = enumConstant() ?: make(owner)) {
        is LifecycleEvent -> value.wireName
        else -> value.javaClass.getMethod("getWireName").invoke(value) as String
    }

    fun code(): String? = (make(owner) as ConvertSdkException).code

    fun parent(): String? = classNamed(owner)?.superclass?.simpleName

    private fun functions(): List<Method> = classNamed(owner)?.methods.orEmpty().filterNot { it.isSynthetic }

    private fun getter(): Method? {
        val getters = setOf(member, "get" + member.replaceFirstChar(Char::uppercase))
        return functions().firstOrNull { it.parameterCount == 0 && it.kotlinName in getters && isProperty(it) }
    }

    // A function may be called as a property is; only `isReady` and its like are properties under their own name.
    private fun isProperty(method: Method) = method.name != member || member.startsWith("is")

    private fun enumConstant(): Any? {
        val type = classNamed(owner.substringBeforeLast('.'))?.takeIf { it.isEnum } ?: return null
        return type.enumConstants.firstOrNull { (it as Enum<*>).name == owner.substringAfterLast('.') }
    }

    // Settings have either a key or data: the one that is left out shows its default.
    private fun defaultOwner(): Any = when (classNamed(owner)) {
        TransportConfig::class.java -> TransportConfig.Builder().build()
        RefreshConfig::class.java -> RefreshConfig.Builder().build()
        EvaluationOptions::class.java -> EvaluationOptions.DEFAULT
        ConversionOptions::class.java -> ConversionOptions.DEFAULT
        else -> if (member == "sdkKey") SdkConfig { data = JsonObject(emptyMap()) } else SdkConfig { sdkKey = "key" }
    }

    companion object {
        /** All members of the sets that the SDKs share. */
        fun closedSets(): List<String> {
            val members: List<Enum<*>> =
                FeatureStatus.entries + ConversionStatus.entries + DiagnosticReason.entries + ReleaseReason.entries
            return members.map { "${it.javaClass.name}.${it.name}" }
        }

        /** The class with [name], nested ones after a dot. */
        private fun classNamed(name: String): Class<*>? = generateSequence(name) { it.replaceLastDot() }
            .firstNotNullOfOrNull { candidate ->
                try {
                    Class.forName(candidate)
                } catch (_: ClassNotFoundException) {
                    null
                }
            }

        private fun String.replaceLastDot(): String? =
            lastIndexOf('.').takeIf { it >= 0 }?.let { replaceRange(it, it + 1, "$") }

        /** Without what the compiler adds to a name where a `Duration` is passed. */
        private val Method.kotlinName: String get() = name.substringBefore('-')

        /** A `Duration` comes out of its getter as the bare number that it is made of. */
        private fun boxedDuration(raw: Long): Any =
            Duration::class.java.getMethod("box-impl", Long::class.javaPrimitiveType).invoke(null, raw)

        /** Some instance of the type with [name]: the object itself, or one made of nothing in particular. */
        private fun make(name: String): Any {
            val type = checkNotNull(classNamed(name)) { "$name does not exist" }
            type.declaredFields.firstOrNull { it.name == "INSTANCE" }?.let { return it.get(null) }
            val constructor = type.declaredConstructors.filterNot { it.isSynthetic }
                .minBy(Constructor<*>::getParameterCount)
            constructor.isAccessible = true
            return constructor.newInstance(*constructor.parameterTypes.map(::anything).toTypedArray())
        }

        private fun anything(type: Class<*>): Any? = when {
            type == String::class.java -> "text"
            type == Int::class.javaPrimitiveType -> 0
            type == Boolean::class.javaPrimitiveType -> false
            type.isEnum -> type.enumConstants.first()
            type == Map::class.java -> emptyMap<String, Any?>()
            else -> null
        }
    }
}
