package com.convert.sdk.spring;

import com.convert.sdk.inspector.InspectorRequest;
import com.convert.sdk.inspector.InspectorResponse;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The live page in Spring MVC. */
record ServletInspector(InspectorPage page) {
    RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route(RequestPredicates.path(page.pattern()), this::answer);
    }

    private ServerResponse answer(ServerRequest request) throws IOException {
        var servlet = request.servletRequest();
        var ask = new InspectorPage.Ask(
                request.method().name(),
                request.path(),
                servlet.getRemoteAddr(),
                body(servlet),
                new ServletContextFactory.ServletVisitorRequest(servlet));
        return page.respond(ask)
                .map(this::written)
                .orElseGet(() -> ServerResponse.notFound().build());
    }

    private static String body(HttpServletRequest request) throws IOException {
        if (!request.getMethod().equals("POST")) return "";
        return new String(request.getInputStream().readNBytes(InspectorRequest.MAX_BODY), StandardCharsets.UTF_8);
    }

    private ServerResponse written(InspectorResponse response) {
        var answer = ServerResponse.status(response.getStatus())
                .contentType(MediaType.parseMediaType(response.getContentType()))
                .headers(headers -> response.getHeaders().forEach(headers::set));
        if (!response.isStream()) return answer.body(response.getBody());
        return answer.build((request, unused) -> {
            var stream = request.startAsync();
            stream.setTimeout(0);
            // A thread for each browser that watches: a slow one holds up nobody else.
            var thread = new Thread(() -> write(stream), "convert-inspector");
            thread.setDaemon(true);
            thread.start();
            return null;
        });
    }

    private void write(AsyncContext stream) {
        try (var watch = page.watch()) {
            var output = stream.getResponse().getOutputStream();
            do {
                output.write(watch.next().getBytes(StandardCharsets.UTF_8));
                output.flush();
            } while (page.pause());
        } catch (IOException e) {
            // The browser is gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stream.complete();
        }
    }
}
