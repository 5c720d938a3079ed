package com.convert.sdk.result

import com.convert.sdk.error.FeatureVariableException
import com.convert.sdk.internal.json.VariableWarnings
import com.convert.sdk.internal.json.plainToJson
import kotlinx.serialization.DeserializationStrategy
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.serializer
import org.jspecify.annotations.NullMarked
import org.jspecify.annotations.Nullable
import java.util.Collections

/**
 * The variables of a feature, cast to their declared types; read-only, and any thread may read them.
 *
 * Values are text, `Long` (type `integer`), `Double` (type `float`), booleans, `null`, lists and maps. There are two
 * ways to read one:
 * - with a default, as in `getInt("timeout", 5)`: never throws, whatever was changed in the dashboard. The default
 *   stands in for a variable that is absent, `null` or of another type; that is counted in
 *   [com.convert.sdk.CoreMetrics.variableDefaults] and logged once per variable.
 * - without one: `null` for a variable that is absent or `null`, and a [FeatureVariableException] for one of another
 *   type.
 */
@NullMarked
public class FeatureVariables private constructor(
    private val values: Map<String, Any?>,
    private val featureKey: String,
    private val warnings: VariableWarnings,
) {
    /** The names of all variables. */
    public val names: Set<String> get() = Collections.unmodifiableSet(values.keys)

    /** How many variables there are. */
    public val size: Int get() = values.size

    /** The value of the variable [name]; `null` when it is absent. */
    public operator fun get(name: String): @Nullable Any? = values[name]

    /** Whether there is a variable [name]; its value may be `null`. */
    public operator fun contains(name: String): Boolean = name in values

    /** A read-only view of all variables. */
    public fun asMap(): Map<String, @Nullable Any?> = Collections.unmodifiableMap(values)

    /** The text of the variable [name]; [default] when it is absent or no text. */
    public fun getString(name: String, default: String): String = readOr(name, TEXT, default) { it as? String }

    /** The variable [name] as a whole number; [default] when it is absent, or none in the range of `Int`. */
    public fun getInt(name: String, default: Int): Int = readOr(name, INT, default, ::toInt)

    /** The variable [name] as a whole number; [default] when it is absent or none. */
    public fun getLong(name: String, default: Long): Long = readOr(name, LONG, default, ::toWholeNumber)

    /** The variable [name] as a number; [default] when it is absent or none, `NaN` included. */
    public fun getDouble(name: String, default: Double): Double =
        readOr(name, NUMBER, default) { value -> (value as? Number)?.toDouble()?.takeUnless(Double::isNaN) }

    /** The variable [name] as true or false; [default] when it is absent or neither. */
    public fun getBoolean(name: String, default: Boolean): Boolean = readOr(name, BOOLEAN, default) { it as? Boolean }

    /** The variable [name] as JSON text, whatever its type; [default] when it is absent. */
    public fun getJson(name: String, default: String): String =
        readOr(name, "a value", default) { plainToJson(it).toString() }

    /** The text of the variable [name]. */
    public fun getString(name: String): @Nullable String? = read(name, TEXT) { it as? String }

    /** The variable [name] as a whole number; fails beyond the range of `Int`, or when it has a fraction. */
    public fun getInt(name: String): @Nullable Int? = read(name, INT, ::toInt)

    /** The variable [name] as a whole number; fails when it has a fraction. */
    public fun getLong(name: String): @Nullable Long? = read(name, LONG, ::toWholeNumber)

    /** The variable [name] as a number; `NaN` when its configured text was not a number. */
    public fun getDouble(name: String): @Nullable Double? = read(name, NUMBER) { (it as? Number)?.toDouble() }

    /** The variable [name] as true or false. */
    public fun getBoolean(name: String): @Nullable Boolean? = read(name, BOOLEAN) { it as? Boolean }

    /** The variable [name] as JSON text, whatever its type. */
    public fun getJson(name: String): @Nullable String? = values[name]?.let { plainToJson(it).toString() }

    /**
     * All variables as one value of a `@Serializable` class. Variables that the class does not declare are ignored; a
     * property with a default value may be absent.
     *
     * ```
     * @Serializable
     * class Checkout(val provider: String = "card", val timeout: Int = 5)
     *
     * val checkout: Checkout = feature.variables.decode()
     * ```
     *
     * @throws FeatureVariableException when a variable does not fit the class, or one without a default is absent.
     */
    @JvmSynthetic
    public fun <T> decode(deserializer: DeserializationStrategy<T>): T = try {
        lenientJson.decodeFromJsonElement(deserializer, plainToJson(values))
    } catch (e: SerializationException) {
        throw unfit(deserializer, e)
    } catch (e: IllegalArgumentException) {
        throw unfit(deserializer, e)
    }

    /** Same, with the serializer of [T]. */
    public inline fun <reified T> decode(): T = decode(serializer<T>())

    override fun equals(other: Any?): Boolean = other is FeatureVariables && values == other.values

    override fun hashCode(): Int = values.hashCode()

    override fun toString(): String = values.toString()

    private inline fun <T : Any> read(name: String, expected: String, convert: (Any) -> T?): T? {
        val value = values[name] ?: return null
        return convert(value) ?: throw FeatureVariableException(name, expected, typeName(value))
    }

    private inline fun <T : Any> readOr(name: String, expected: String, default: T, convert: (Any) -> T?): T {
        val value = values[name]
        if (value != null) convert(value)?.let { return it }
        warnings.defaultTaken(featureKey, name) { mismatch(name, expected) }
        return default
    }

    /** Why the variable [name] is not [expected], without its value. */
    private fun mismatch(name: String, expected: String): String = when (val value = values[name]) {
        null -> if (name in values) "is null, not $expected" else "is not among ${names.take(MOST_NAMES)}"
        else -> "is ${typeName(value)}, not $expected"
    }

    // The cause stays out: its message quotes the values.
    private fun unfit(deserializer: DeserializationStrategy<*>, cause: Exception) = FeatureVariableException(
        name = "*",
        expected = "variables that fit ${deserializer.descriptor.serialName}",
        actual = "a mismatch (${cause.javaClass.simpleName})",
    )

    internal companion object {
        /** [warnings] is told of each reading that gives the caller's default. */
        fun of(values: Map<String, Any?>, featureKey: String, warnings: VariableWarnings): FeatureVariables =
            FeatureVariables(values, featureKey, warnings)

        private const val MOST_NAMES = 20
        private const val TEXT = "text"
        private const val INT = "a whole number in ${Int.MIN_VALUE}..${Int.MAX_VALUE}"
        private const val LONG = "a whole number"
        private const val NUMBER = "a number"
        private const val BOOLEAN = "true or false"

        private val lenientJson = Json { ignoreUnknownKeys = true }

        private fun toInt(value: Any): Int? =
            toWholeNumber(value)?.takeIf { it in Int.MIN_VALUE..Int.MAX_VALUE }?.toInt()

        private fun toWholeNumber(value: Any): Long? = when (value) {
            is Long -> value
            is Int -> value.toLong()
            is Double -> value.toLong().takeIf { it.toDouble() == value }
            else -> null
        }

        private fun typeName(value: Any): String = when (value) {
            is String -> "text"
            is Boolean -> "true or false"
            is Double -> if (value.isNaN()) "text that is no number" else "a number"
            is Number -> "a number"
            is Map<*, *> -> "an object"
            is List<*> -> "a list"
            else -> value.javaClass.simpleName
        }
    }
}
