package com.convert.sdk.snippets.fleet;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.convert.sdk.java.Core;
import com.convert.sdk.java.SdkConfig;
import com.convert.sdk.redis.java.RedisDataStore;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs {@code redis-server} on the PATH, and is skipped without. */
class RedisTest {
    @TempDir
    private Path folder;

    @Test
    @DisplayName("the guide's settings keep decisions in Redis")
    void settingsKeepDecisions() throws Exception {
        assumeTrue(isInstalled(), "redis-server is not on the PATH");
        var port = freePort();
        var server = start(port);
        try {
            var uri = "redis://127.0.0.1:" + port;
            try (var core = new Core(config(uri), new Service()).initialize()) {
                assertTrue(core.createContext("ann").runExperience("checkout").isPresent());
            }
            var client = RedisClient.create(uri);
            assertNotNull(client.connect().sync().get("state:[\"ann\"]"));
            client.shutdown();
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    private static SdkConfig config(String uri) {
        var project = Shop.JSON;
        // docs: redis-java
        var client = RedisClient.create(uri);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .replayFilter(command -> true)
                .timeoutOptions(TimeoutOptions.enabled(Duration.ofMillis(500)))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(Duration.ofSeconds(1))
                        .keepAlive(true)
                        .build())
                .build());
        var config = SdkConfig.builder()
                .data(project)
                .dataStore(new RedisDataStore(client.connect()))
                .dataStoreTimeToLive(Duration.ofDays(90))
                .build();
        // end
        return config;
    }

    private Process start(int port) throws IOException {
        var command = List.of("redis-server", "--port", "" + port, "--save", "", "--dir", folder.toString());
        var server = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        while (!accepts(port)) {
            assertTrue(server.isAlive(), "redis-server ended");
            Thread.onSpinWait();
        }
        return server;
    }

    private static boolean accepts(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> new File(folder, "redis-server").canExecute());
    }
}
