package com.convert.sdk.spring;

import com.convert.sdk.inspector.InspectorResponse;
import com.convert.sdk.inspector.InspectorWatch;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The live page in WebFlux. */
record ReactiveInspector(InspectorPage page) {
    RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route(RequestPredicates.path(page.pattern()), this::answer);
    }

    private Mono<ServerResponse> answer(ServerRequest request) {
        var principal =
                request.exchange().<Principal>getPrincipal().map(Optional::of).defaultIfEmpty(Optional.empty());
        var body = request.method().name().equals("POST") ? request.bodyToMono(String.class) : Mono.<String>empty();
        return Mono.zip(principal, body.defaultIfEmpty(""))
                .flatMap(asked -> page.respond(ask(request, asked.getT1(), asked.getT2()))
                        .map(this::written)
                        .orElseGet(() -> ServerResponse.notFound().build()));
    }

    private static InspectorPage.Ask ask(ServerRequest request, Optional<Principal> principal, String body) {
        return new InspectorPage.Ask(
                request.method().name(),
                request.requestPath().pathWithinApplication().value(),
                request.remoteAddress()
                        .map(it -> it.getAddress().getHostAddress())
                        .orElse(""),
                body,
                new ReactiveContextFactory.ExchangeVisitorRequest(request.exchange(), principal));
    }

    private Mono<ServerResponse> written(InspectorResponse response) {
        var answer = ServerResponse.status(response.getStatus())
                .contentType(MediaType.parseMediaType(response.getContentType()))
                .headers(headers -> response.getHeaders().forEach(headers::set));
        if (!response.isStream()) return answer.bodyValue(response.getBody());
        return answer.build((exchange, context) -> write(exchange.getResponse()));
    }

    private Mono<Void> write(ServerHttpResponse response) {
        Flux<String> texts = Flux.using(
                page::watch,
                watch -> Flux.interval(Duration.ZERO, InspectorPage.PAUSE)
                        .onBackpressureDrop()
                        .takeWhile(tick -> page.isRunning())
                        .map(tick -> watch.next()),
                InspectorWatch::close);
        return response.writeAndFlushWith(
                texts.filter(text -> !text.isEmpty()).map(text -> Mono.just(buffer(response, text))));
    }

    private static DataBuffer buffer(ServerHttpResponse response, String text) {
        return response.bufferFactory().wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
