package com.convert.sdk.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A certificate for {@code localhost}, and a file with which another JVM trusts it. */
final class Identity {
    private static final String PASSWORD = "changeit";

    private final HeldCertificate certificate = new HeldCertificate.Builder()
            .commonName("localhost")
            .addSubjectAlternativeName("localhost")
            .build();
    private final Path trustStore;

    Identity(Path folder) throws IOException {
        trustStore = folder.resolve("load-trust.p12");
        try (var out = Files.newOutputStream(trustStore)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("localhost", certificate.certificate());
            store.store(out, PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a server presents. */
    SSLContext serverContext() {
        return new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslContext();
    }

    /** What a JVM that is to trust it is started with. */
    List<String> options() {
        return List.of(
                "-Djavax.net.ssl.trustStore=" + trustStore.toAbsolutePath(),
                "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }
}
