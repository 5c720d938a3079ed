/**
 * Convert's SDK for Java. An application requires this module and nothing else: what the core needs of Kotlin's modules
 * is named here, because the core is an automatic module and cannot do so itself.
 */
module com.convert.sdk.java {
    requires transitive com.convert.sdk;
    requires transitive java.net.http;
    requires transitive org.slf4j;
    requires static transitive org.jspecify;
    requires kotlin.stdlib;
    requires kotlinx.coroutines.core;
    requires kotlinx.io.core;
    requires kotlinx.serialization.json;

    exports com.convert.sdk.java;
}
