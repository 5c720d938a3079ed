package com.convert.sdk

private const val ROOT = "com.convert.sdk"

/**
 * The rooms of the SDK: its packages, by their names below the root; the root package is several rooms, because its
 * settings are read by what its front doors are built on.
 */
internal object Rooms {
    private val settings = setOf(
        "SdkConfig",
        "CacheLevel",
        "TransportConfig",
        "RefreshConfig",
        "DurableQueueConfig",
        "SyncPolicy",
        "EvaluationOptions",
        "ConversionOptions",
        "SettingChecks",
        "SettingBounds",
        "StartMode",
    )
    private val model = setOf(
        "ConfigSnapshot",
        "ConfigEntity",
        "EntityType",
        "ContextState",
        "CoreState",
        "ConfigSource",
        "CoreMetrics",
        "BreakerState",
        "ShutdownResult",
    )

    /** All of them; each may look at those before it. */
    val bottomUp: List<String> = listOf(
        "marker",
        "internal.text",
        "internal.json",
        "internal.collections",
        "internal.ecmascript.regex",
        "internal.ecmascript",
        "error",
        "result",
        "event",
        "internal.evaluation.rules",
        "internal.evaluation",
        "model",
        "internal.runtime.retry",
        "internal.runtime",
        "internal.config.reading",
        "internal.visitor.state",
        "storage",
        "transport",
        "settings",
        "internal.events",
        "internal.config.loading",
        "internal.tracking",
        "internal.tracking.journal",
        "internal.visitor",
        "internal.decision",
        "internal.http",
        "transport.jdk",
        "transport.ktor",
        "internal.interop",
        "internal",
        "front doors",
    )

    /** The room of [name] in [packageName]: a class with all that is nested in it. */
    fun of(packageName: String, name: String): String {
        if (packageName != ROOT) return packageName.removePrefix("$ROOT.")
        return when (name.substringBefore('$').removeSuffix("Kt")) {
            "InternalConvertApi" -> "marker"
            in settings -> "settings"
            in model -> "model"
            else -> "front doors"
        }
    }
}
