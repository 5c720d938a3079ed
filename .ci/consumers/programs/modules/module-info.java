/** An application with modules. */
module consumer.modular {
    requires com.convert.sdk.java;
    requires jdk.httpserver;
}
