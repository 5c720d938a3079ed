package com.convert.sdk.inspector

/**
 * Where the page is, and who may see it.
 *
 * ```
 * InspectorSettings { path = "/internal/convert" }
 * ```
 */
public class InspectorSettings private constructor(builder: Builder) {
    /** Path of the page, from a slash to a letter. Default `/convert/inspector`. */
    public val path: String = builder.path

    /** Who may see it. Default [InspectorGuard.LOOPBACK]: browsers on this machine. */
    public val guard: InspectorGuard = builder.guard

    public companion object {
        /** The default path, for browsers on this machine. */
        @JvmField
        public val DEFAULT: InspectorSettings = Builder().build()

        /** Settings as [configure] makes them. */
        public inline operator fun invoke(configure: Builder.() -> Unit): InspectorSettings =
            Builder().apply(configure).build()
    }

    /** Collects settings. */
    public class Builder {
        /** See [InspectorSettings.path]. */
        public var path: String = "/convert/inspector"

        /** See [InspectorSettings.guard]. */
        public var guard: InspectorGuard = InspectorGuard.LOOPBACK

        /** The settings. Throws [IllegalArgumentException] when [path] is no path. */
        public fun build(): InspectorSettings {
            require(PATH.matches(path)) {
                "path must begin with a slash, end without one, and have no query; was '$path'"
            }
            return InspectorSettings(this)
        }
    }
}

private val PATH = Regex("(/[A-Za-z0-9._~-]+)+")
