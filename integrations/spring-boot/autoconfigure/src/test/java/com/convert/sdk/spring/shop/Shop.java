package com.convert.sdk.spring.shop;

import com.convert.sdk.java.Core;
import com.convert.sdk.java.Transport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The shop on a real server of its own. */
public final class Shop implements AutoCloseable {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ConfigurableApplicationContext context;
    private final String address;
    private volatile boolean isClosing;

    private Shop(ConfigurableApplicationContext context) {
        this.context = context;
        this.address = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    public static Shop open(WebApplicationType type, Service service, String... properties) {
        return open(type, service, List.of(), properties);
    }

    public static Shop open(WebApplicationType type, Service service, List<Class<?>> more, String... properties) {
        var all = Stream.concat(
                Stream.of(
                        "convert.sdk-key=1001/2001",
                        "server.port=0",
                        "server.address=127.0.0.1",
                        "server.shutdown=graceful",
                        "spring.main.banner-mode=off",
                        "logging.level.root=warn"),
                Stream.of(properties));
        var context = new SpringApplicationBuilder(ShopApplication.class)
                .sources(more.toArray(Class<?>[]::new))
                .web(type)
                .registerShutdownHook(false)
                .properties(all.toArray(String[]::new))
                .initializers(it -> ((GenericApplicationContext) it)
                        .registerBean("service", Transport.class, () -> service, bean -> bean.setDestroyMethodName("")))
                .run();
        return new Shop(context);
    }

    public Core core() {
        return context.getBean(Core.class);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    public HttpResponse<String> post(String path, String... headers) {
        return send(request(path, headers).POST(BodyPublishers.noBody()));
    }

    /** What the live page asks. */
    public HttpResponse<String> postJson(String path, String json) {
        return send(request(path, "Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    /** The lines of an answer, as they come; ends with it. */
    public Iterator<String> lines(String path) {
        return send(HttpRequest.newBuilder(URI.create(address + path)), BodyHandlers.ofLines())
                .body()
                .iterator();
    }

    public boolean isClosing() {
        return isClosing;
    }

    @Override
    public void close() {
        isClosing = true;
        context.close();
    }

    /** {@code name=value} of the cookie that an answer sets, or nothing. */
    public static String cookieOf(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElse("").split(";")[0];
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(30));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString());
    }

    private static <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> handler) {
        try {
            return CLIENT.send(request.build(), handler);
        } catch (IOException e) {
            throw new Gone(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Nobody answers any more. */
    public static final class Gone extends RuntimeException {
        private static final long serialVersionUID = 1;

        Gone(IOException cause) {
            super(cause);
        }
    }
}
