package com.convert.sdk.java;

import static com.convert.sdk.java.Given.notNull;

import com.convert.sdk.SyncPolicy;
import java.nio.file.Path;

/** Where and how queued events are kept, so that they survive the process. Immutable. */
public final class DurableQueueConfig {
    private final com.convert.sdk.DurableQueueConfig core;

    DurableQueueConfig(com.convert.sdk.DurableQueueConfig core) {
        this.core = core;
    }

    /**
     * A builder with the defaults.
     *
     * @param file the journal, in a folder that exists and can be written to; one process at a time
     * @return the builder
     */
    public static Builder builder(Path file) {
        return new Builder(new com.convert.sdk.DurableQueueConfig.Builder(file));
    }

    /** {@return a builder that starts from these settings} */
    public Builder toBuilder() {
        return new Builder(core.newBuilder());
    }

    /** {@return the journal} */
    public Path getFile() {
        return core.getFile();
    }

    /** {@return when written events reach the disk} */
    public SyncPolicy getSync() {
        return core.getSync();
    }

    /** {@return size the journal may have, in bytes} */
    public long getMaxBytes() {
        return core.getMaxBytes();
    }

    com.convert.sdk.DurableQueueConfig core() {
        return core;
    }

    @Override
    public String toString() {
        return core.toString();
    }

    /** Collects settings; {@link #build()} checks them. */
    public static final class Builder {
        private final com.convert.sdk.DurableQueueConfig.Builder core;

        private Builder(com.convert.sdk.DurableQueueConfig.Builder core) {
            this.core = core;
        }

        /**
         * The journal. A second process that asks for it is refused at start. Files beside it have its name and
         * {@code .lock}, {@code .new} or {@code .damaged-} with a time.
         *
         * @param file a path in a folder that exists and can be written to
         * @return this builder
         */
        public Builder file(Path file) {
            core.setFile(notNull(file, "file"));
            return this;
        }

        /**
         * When written events reach the disk. Default {@link SyncPolicy#EVERY_EVENT}.
         *
         * @param sync the policy
         * @return this builder
         */
        public Builder sync(SyncPolicy sync) {
            core.setSync(notNull(sync, "sync"));
            return this;
        }

        /**
         * Size the journal may have; events beyond it are refused and counted. Default 64 MiB.
         *
         * @param maxBytes from 64 KiB to 1 TiB
         * @return this builder
         */
        public Builder maxBytes(long maxBytes) {
            core.setMaxBytes(maxBytes);
            return this;
        }

        /**
         * Checks the settings.
         *
         * @return the settings
         * @throws com.convert.sdk.error.InvalidConfigException when one is out of its bounds, or the file
         *     cannot be there
         */
        public DurableQueueConfig build() {
            return new DurableQueueConfig(core.build());
        }
    }
}
