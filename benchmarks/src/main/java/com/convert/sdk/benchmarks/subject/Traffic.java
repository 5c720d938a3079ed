package com.convert.sdk.benchmarks.subject;

import java.util.Random;
import java.util.UUID;

/** What the subjects are asked: visitors as they come, about experiences that a service asks for. */
public final class Traffic {
    /** The one country that the experiences are for. */
    public static final String COUNTRY = "US";

    /** A service asks for a few experiences, of however many there are. */
    private static final int KEYS = 64;

    private final String[] visitors;
    private final String[] keys;
    private int next;

    /** {@code visitors} is a power of two. */
    public Traffic(int visitors, int experiences) {
        var random = new Random(1);
        this.visitors = new String[visitors];
        for (var i = 0; i < visitors; i++) {
            this.visitors[i] = new UUID(random.nextLong(), random.nextLong()).toString();
        }
        this.keys = new String[KEYS];
        for (var i = 0; i < KEYS; i++) {
            this.keys[i] = key((int) ((long) i * experiences / KEYS));
        }
    }

    /** The key of the experience at {@code index}. */
    public static String key(int index) {
        return "experience-" + index;
    }

    /** Lets one more request come in. */
    public void advance() {
        next++;
    }

    /** Who sent the current request. */
    public String visitor() {
        return visitors[next & (visitors.length - 1)];
    }

    /** Which experience the current request asks for. */
    public String key() {
        return keys[next & (KEYS - 1)];
    }
}
