package com.convert.sdk.benchmarks.load;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Which tracking calls have returned, in memory that a killed process leaves to others. */
final class Accepted {
    private static final int HEADER = Long.BYTES;

    private final MappedByteBuffer memory;

    private Accepted(MappedByteBuffer memory) {
        this.memory = memory;
    }

    /** The file's, made with room for so many numbers if there is none. */
    static Accepted open(Path file, int numbers) throws IOException {
        var options =
                new StandardOpenOption[] {StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE};
        try (var channel = FileChannel.open(file, options)) {
            return new Accepted(channel.map(FileChannel.MapMode.READ_WRITE, 0, HEADER + (long) numbers));
        }
    }

    void note(int number) {
        memory.put(HEADER + number, (byte) 1);
    }

    boolean has(int number) {
        return memory.get(HEADER + number) != 0;
    }

    /** How many events have been refused altogether. */
    void refused(long events) {
        memory.putLong(0, events);
    }

    long refused() {
        return memory.getLong(0);
    }
}
