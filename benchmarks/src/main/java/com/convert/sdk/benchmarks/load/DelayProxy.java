package com.convert.sdk.benchmarks.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A way to a port of this machine that is as long as a network's: every byte arrives half a round-trip time later, and
 * the first ones a whole one more, which is what connecting takes. It narrows nothing: any amount may be on its way.
 */
final class DelayProxy implements AutoCloseable {
    private static final int BUFFER = 64 << 10;

    private final ServerSocket listener = new ServerSocket(0, 128, InetAddress.getByName("127.0.0.1"));
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final int target;
    private final long oneWay;

    DelayProxy(int target, int roundTripMillis) throws IOException {
        this.target = target;
        this.oneWay = TimeUnit.MILLISECONDS.toNanos(roundTripMillis) / 2;
        threads.execute(this::accept);
    }

    String url() {
        return TrackingServer.url(listener.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                var client = listener.accept();
                var server = new Socket(InetAddress.getByName("127.0.0.1"), target);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                join(client, server, oneWay * 2);
                join(server, client, 0);
            }
        } catch (IOException e) {
            // Closed, and with the listener every way through it.
            threads.shutdownNow();
        }
    }

    private void join(Socket from, Socket to, long connecting) {
        var way = new LinkedBlockingQueue<Chunk>();
        threads.execute(() -> read(from, way, System.nanoTime() + connecting));
        threads.execute(() -> write(way, to));
    }

    private void read(Socket from, BlockingQueue<Chunk> way, long notBefore) {
        try {
            var in = from.getInputStream();
            Chunk chunk;
            do {
                chunk = next(in, notBefore);
                way.add(chunk);
            } while (chunk.length >= 0);
        } catch (IOException e) {
            way.add(new Chunk(new byte[0], -1, System.nanoTime() + oneWay));
        }
    }

    private Chunk next(InputStream in, long notBefore) throws IOException {
        var bytes = new byte[BUFFER];
        var length = in.read(bytes);
        return new Chunk(bytes, length, Math.max(System.nanoTime(), notBefore) + oneWay);
    }

    private static void write(BlockingQueue<Chunk> way, Socket to) {
        try (to) {
            var out = to.getOutputStream();
            var chunk = way.take();
            while (chunk.length >= 0) {
                send(chunk, out);
                chunk = way.take();
            }
            TimeUnit.NANOSECONDS.sleep(chunk.due - System.nanoTime());
        } catch (IOException e) {
            // Its reader sees the end as well.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(Chunk chunk, OutputStream out) throws IOException, InterruptedException {
        TimeUnit.NANOSECONDS.sleep(chunk.due - System.nanoTime());
        out.write(chunk.bytes, 0, chunk.length);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes on their way; a negative length is the end. */
    private record Chunk(byte[] bytes, int length, long due) {}
}
