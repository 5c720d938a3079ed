/**
 * Convert's SDK for Java in one module: the face, the core, and what they need of Kotlin and of Ktor, under names of
 * ours. Stands where {@code com.convert.sdk.java} and {@code com.convert.sdk} stand together otherwise.
 */
module com.convert.sdk.java {
    requires transitive java.net.http;
    requires transitive org.slf4j;
    requires static transitive org.jspecify;

    exports com.convert.sdk;
    exports com.convert.sdk.error;
    exports com.convert.sdk.event;
    exports com.convert.sdk.java;
    exports com.convert.sdk.result;
    exports com.convert.sdk.storage;
    exports com.convert.sdk.transport;
}
