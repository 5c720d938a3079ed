package com.convert.sdk.java;

import static com.convert.sdk.java.Given.notNull;

import com.convert.sdk.internal.interop.JavaTime;
import com.convert.sdk.transport.HttpEngine;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How Convert's servers are reached. Immutable. */
public final class TransportConfig {
    private final com.convert.sdk.TransportConfig core;

    TransportConfig(com.convert.sdk.TransportConfig core) {
        this.core = core;
    }

    /** {@return a builder with the defaults} */
    public static Builder builder() {
        return new Builder(new com.convert.sdk.TransportConfig.Builder());
    }

    /** {@return a builder that starts from these settings} */
    public Builder toBuilder() {
        return new Builder(core.newBuilder());
    }

    /** {@return where configurations come from} */
    public String getBaseUrl() {
        return core.getBaseUrl();
    }

    /** {@return where tracking events go} */
    public String getTrackBaseUrl() {
        return core.getTrackBaseUrl();
    }

    /** {@return longest time of one request} */
    public Duration getTimeout() {
        return JavaTime.timeout(core);
    }

    /** {@return longest time to connect} */
    public Duration getConnectTimeout() {
        return JavaTime.connectTimeout(core);
    }

    /** {@return the secret of the key} */
    public Optional<String> getAuthSecret() {
        return Optional.ofNullable(core.getAuthSecret());
    }

    /** {@return further headers of configuration requests; read-only} */
    public Map<String, String> getHeaders() {
        return core.getHeaders();
    }

    /** {@return whether certificates are checked} */
    public boolean getVerifyTls() {
        return core.getVerifyTls();
    }

    /** {@return whether tracking requests are compressed} */
    public boolean getCompressTracking() {
        return core.getCompressTracking();
    }

    /** {@return the HTTP client} */
    public HttpEngine getEngine() {
        return core.getEngine();
    }

    com.convert.sdk.TransportConfig core() {
        return core;
    }

    /** {@return a text without the secret and the values of the headers} */
    @Override
    public String toString() {
        return core.toString();
    }

    /** Collects settings; {@link #build()} checks them. */
    public static final class Builder {
        private final com.convert.sdk.TransportConfig.Builder core;

        private Builder(com.convert.sdk.TransportConfig.Builder core) {
            this.core = core;
        }

        /**
         * Where configurations come from, without a path. Default {@code https://cdn-4.convertexperiments.com}.
         *
         * @param baseUrl an HTTPS URL
         * @return this builder
         */
        public Builder baseUrl(String baseUrl) {
            core.setBaseUrl(notNull(baseUrl, "baseUrl"));
            return this;
        }

        /**
         * Where tracking events go; {@code [project_id]} stands for the project's id. Default
         * {@code https://[project_id].metrics.convertexperiments.com/v1}.
         *
         * @param trackBaseUrl an HTTPS URL
         * @return this builder
         */
        public Builder trackBaseUrl(String trackBaseUrl) {
            core.setTrackBaseUrl(notNull(trackBaseUrl, "trackBaseUrl"));
            return this;
        }

        /**
         * Longest time for one request, from connecting to the last byte. Default 10 s.
         *
         * @param timeout more than zero
         * @return this builder
         */
        public Builder timeout(Duration timeout) {
            JavaTime.timeout(core, notNull(timeout, "timeout"));
            return this;
        }

        /**
         * Longest time to connect. Default 5 s, or the time-out of a request when that is shorter.
         *
         * @param connectTimeout more than zero
         * @return this builder
         */
        public Builder connectTimeout(Duration connectTimeout) {
            JavaTime.connectTimeout(core, notNull(connectTimeout, "connectTimeout"));
            return this;
        }

        /**
         * Secret of an authenticated SDK key, sent with configuration requests only. Default none.
         *
         * @param authSecret the secret; {@code null} for none
         * @return this builder
         */
        public Builder authSecret(@Nullable String authSecret) {
            core.setAuthSecret(authSecret);
            return this;
        }

        /**
         * Further headers for configuration requests. Default none.
         *
         * @param headers names and values; copied by {@link #build()}
         * @return this builder
         */
        public Builder headers(Map<String, String> headers) {
            core.setHeaders(notNull(headers, "headers"));
            return this;
        }

        /**
         * Whether certificates are checked. Default true; anything else belongs in tests. When false, any issuer and any
         * date will do; a certificate must still be for the host.
         *
         * @param verifyTls false not to check them
         * @return this builder
         */
        public Builder verifyTls(boolean verifyTls) {
            core.setVerifyTls(verifyTls);
            return this;
        }

        /**
         * Whether tracking events are sent packed with gzip. Default false: the service does not promise to take them.
         *
         * @param compressTracking true to pack them
         * @return this builder
         */
        public Builder compressTracking(boolean compressTracking) {
            core.setCompressTracking(compressTracking);
            return this;
        }

        /**
         * What makes the connections. Default {@link HttpEngine#JAVA}.
         *
         * @param engine the engine
         * @return this builder
         */
        public Builder engine(HttpEngine engine) {
            core.setEngine(notNull(engine, "engine"));
            return this;
        }

        /**
         * Checks the settings.
         *
         * @return the settings
         * @throws com.convert.sdk.error.TransportException when a URL is not an HTTPS one
         * @throws com.convert.sdk.error.InvalidConfigException when another setting is out of its bounds
         */
        public TransportConfig build() {
            return new TransportConfig(core.build());
        }
    }
}
