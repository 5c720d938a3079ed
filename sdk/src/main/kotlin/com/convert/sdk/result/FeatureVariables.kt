package com.convert.sdk.result

import com.convert.sdk.error.FeatureVariableException
import com.convert.sdk.internal.json.plainToJson
import kotlinx.serialization.DeserializationStrategy
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.serializer
import org.jspecify.annotations.NullMarked
import org.jspecify.annotations.Nullable
import java.util.Collections

/**
 * The variables of a feature, cast to their declared types; a read-only map that any thread may read.
 *
 * Values are text, `Long` (type `integer`), `Double` (type `float`), booleans, `null`, lists and maps. The `get…`
 * functions give `null` for a variable that is absent or `null`, and throw [FeatureVariableException] for one of
 * another type.
 */
public class FeatureVariables internal constructor(values: Map<String, Any?>) :
    Map<String, Any?> by Collections.unmodifiableMap(values) {
    private val cast: Map<String, Any?> = values

    /** The text of the variable [name]. */
    @NullMarked
    public fun getString(name: String): @Nullable String? = read(name, "text") { it as? String }

    /** The variable [name] as a whole number; fails beyond the range of `Int`, or when it has a fraction. */
    @NullMarked
    public fun getInt(name: String): @Nullable Int? =
        read(name, "a whole number in ${Int.MIN_VALUE}..${Int.MAX_VALUE}") { value ->
            value.toWholeNumber()?.takeIf { it in Int.MIN_VALUE..Int.MAX_VALUE }?.toInt()
        }

    /** The variable [name] as a whole number; fails when it has a fraction. */
    @NullMarked
    public fun getLong(name: String): @Nullable Long? = read(name, "a whole number") { it.toWholeNumber() }

    /** The variable [name] as a number; `NaN` when its configured text was not a number. */
    @NullMarked
    public fun getDouble(name: String): @Nullable Double? = read(name, "a number") { (it as? Number)?.toDouble() }

    /** The variable [name] as true or false. */
    @NullMarked
    public fun getBoolean(name: String): @Nullable Boolean? = read(name, "true or false") { it as? Boolean }

    /** The variable [name] as JSON text, whatever its type. */
    @NullMarked
    public fun getJson(name: String): @Nullable String? = cast[name]?.let { plainToJson(it).toString() }

    /**
     * All variables as one value of a `@Serializable` class; variables that the class does not declare are ignored.
     *
     * @throws FeatureVariableException when a variable does not fit the class.
     */
    @JvmSynthetic
    public fun <T> decode(deserializer: DeserializationStrategy<T>): T = try {
        lenientJson.decodeFromJsonElement(deserializer, plainToJson(cast))
    } catch (e: SerializationException) {
        throw unfit(deserializer, e)
    } catch (e: IllegalArgumentException) {
        throw unfit(deserializer, e)
    }

    /** Same, with the serializer of [T]. */
    public inline fun <reified T> decode(): T = decode(serializer<T>())

    override fun equals(other: Any?): Boolean = cast == other

    override fun hashCode(): Int = cast.hashCode()

    override fun toString(): String = cast.toString()

    private inline fun <T : Any> read(name: String, expected: String, convert: (Any) -> T?): T? {
        val value = cast[name] ?: return null
        return convert(value) ?: throw FeatureVariableException(name, expected, value.typeName())
    }

    // The cause stays out: its message quotes the values.
    private fun unfit(deserializer: DeserializationStrategy<*>, cause: Exception) = FeatureVariableException(
        name = "*",
        expected = "variables that fit ${deserializer.descriptor.serialName}",
        actual = "a mismatch (${cause.javaClass.simpleName})",
    )

    private companion object {
        val lenientJson = Json { ignoreUnknownKeys = true }

        fun Any.toWholeNumber(): Long? = when (this) {
            is Long -> this
            is Int -> toLong()
            is Double -> toLong().takeIf { it.toDouble() == this }
            else -> null
        }

        fun Any.typeName(): String = when (this) {
            is String -> "text"
            is Boolean -> "true or false"
            is Number -> "a number"
            is Map<*, *> -> "an object"
            is List<*> -> "a list"
            else -> javaClass.simpleName
        }
    }
}
