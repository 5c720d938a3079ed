package com.convert.sdk.spring;

import com.convert.sdk.inspector.Inspector;
import com.convert.sdk.inspector.InspectorRequest;
import com.convert.sdk.inspector.InspectorResponse;
import com.convert.sdk.inspector.InspectorSettings;
import com.convert.sdk.inspector.InspectorWatch;
import com.convert.sdk.inspector.Inspectors;
import com.convert.sdk.java.Core;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/**
 * The live page, the same way in MVC and WebFlux. In the default phase, which stops before the web server does: a page
 * that is open must not hold the server's end up.
 */
final class InspectorPage implements SmartLifecycle, AutoCloseable {
    /** Between two looks at what a browser has to be told. */
    static final Duration PAUSE = Duration.ofMillis(500);

    private final Inspector inspector;
    private final String path;
    private final Optional<ConvertInspectorGuard> guard;
    private volatile CountDownLatch stopped = new CountDownLatch(0);

    /** One request: what it asks, and who asks it. */
    record Ask(String method, String path, String remoteAddress, String body, VisitorRequest request) {}

    InspectorPage(Core core, String path, Optional<ConvertInspectorGuard> guard) {
        var settings = new InspectorSettings.Builder();
        settings.setPath(path);
        // A guard of the application's sees the request itself, and is asked before.
        if (guard.isPresent()) settings.setGuard(request -> true);
        this.inspector = Inspectors.inspectorOf(core, settings.build());
        this.path = path;
        this.guard = guard;
    }

    /** Of all that belongs to the page. */
    String pattern() {
        return path + "/**";
    }

    /** Empty when there is nothing to see for who asks. */
    Optional<InspectorResponse> respond(Ask ask) {
        if (!isAdmitted(ask.request())) return Optional.empty();
        var rest = ask.path().substring(path.length());
        return Optional.of(inspector.respond(new InspectorRequest(
                ask.method(),
                rest,
                ask.remoteAddress(),
                ask.body(),
                name -> ask.request().header(name).orElse(null))));
    }

    InspectorWatch watch() {
        return inspector.watch();
    }

    /** Whether the application goes on after the pause. */
    boolean pause() throws InterruptedException {
        return !stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean isAdmitted(VisitorRequest request) {
        try {
            return guard.map(it -> it.admits(request)).orElse(true);
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Override
    public void start() {
        stopped = new CountDownLatch(1);
    }

    @Override
    public void stop() {
        stopped.countDown();
    }

    @Override
    public boolean isRunning() {
        return stopped.getCount() > 0;
    }

    @Override
    public void close() {
        inspector.close();
    }
}
