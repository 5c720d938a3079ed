package com.convert.sdk.benchmarks.load;

import java.nio.channels.SelectableChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * A tracking service on the loopback interface: TLS, HTTP/2 or 1.1 as the client likes, lasting connections. It answers
 * 200 a set time after the last byte of a request, and no thread waits for that.
 */
final class TrackingServer implements AutoCloseable {
    private static final int MAX_BODY = 64 << 20;

    private final Ledger ledger = new Ledger();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger handshakes = new AtomicInteger();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final Server server = new Server();
    private final ServerConnector connector;
    private final long latency;

    private TrackingServer(Identity identity, int latencyMillis, boolean http2) {
        latency = latencyMillis;
        connector = connector(identity, http2);
        server.addConnector(connector);
        server.setHandler(new Taking());
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("the tracking server does not start", e);
        }
    }

    /** One that answers after {@code latencyMillis}. */
    static TrackingServer open(Identity identity, int latencyMillis) {
        return open(identity, latencyMillis, true);
    }

    /** One that speaks HTTP/2 too, or 1.1 only. */
    static TrackingServer open(Identity identity, int latencyMillis, boolean http2) {
        var server = new TrackingServer(identity, latencyMillis, http2);
        server.release();
        return server;
    }

    /** One that answers nothing before {@link #release()}. */
    static TrackingServer withholding(Identity identity, int latencyMillis) {
        return new TrackingServer(identity, latencyMillis, true);
    }

    /** Lets answers go: those held so far, and all others, after the latency. */
    void release() {
        opened.complete(null);
    }

    int port() {
        return connector.getLocalPort();
    }

    String url() {
        return url(port());
    }

    static String url(int port) {
        return "https://localhost:" + port;
    }

    Ledger ledger() {
        return ledger;
    }

    int requests() {
        return requests.get();
    }

    /** Connections accepted. */
    int connections() {
        return connections.get();
    }

    /** TLS handshakes that came to their end. */
    int handshakes() {
        return handshakes.get();
    }

    private ServerConnector connector(Identity identity, boolean http2) {
        var settings = new HttpConfiguration();
        var http = new HttpConnectionFactory(settings);
        var context = new SslContextFactory.Server();
        context.setSslContext(identity.serverContext());
        var made = http2
                ? new ServerConnector(
                        server, tls(context, "alpn"), alpn(), new HTTP2ServerConnectionFactory(settings), http)
                : new ServerConnector(server, tls(context, http.getProtocol()), http);
        made.setHost("127.0.0.1");
        made.addBean(new SelectorManager.AcceptListener() {
            @Override
            public void onAccepted(SelectableChannel channel) {
                connections.incrementAndGet();
            }
        });
        return made;
    }

    private SslConnectionFactory tls(SslContextFactory.Server context, String next) {
        var factory = new SslConnectionFactory(context, next);
        factory.addBean(new SslHandshakeListener() {
            @Override
            public void handshakeSucceeded(Event event) {
                handshakes.incrementAndGet();
            }
        });
        return factory;
    }

    private static ALPNServerConnectionFactory alpn() {
        var factory = new ALPNServerConnectionFactory();
        factory.setDefaultProtocol("http/1.1");
        return factory;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the tracking server does not stop", e);
        }
    }

    private final class Taking extends Handler.Abstract.NonBlocking {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            requests.incrementAndGet();
            Content.Source.asByteArrayAsync(
                    request,
                    MAX_BODY,
                    Promise.Invocable.from(
                            Invocable.InvocationType.NON_BLOCKING, body -> take(body, callback), callback::failed));
            return true;
        }

        private void take(byte[] body, Callback callback) {
            ledger.take(body);
            opened.thenRun(() -> answer(callback));
        }

        private void answer(Callback callback) {
            if (latency == 0) {
                callback.succeeded();
            } else {
                server.getScheduler().schedule(callback::succeeded, latency, TimeUnit.MILLISECONDS);
            }
        }
    }
}
