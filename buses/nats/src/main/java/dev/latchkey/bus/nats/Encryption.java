package dev.latchkey.bus.nats;

import dev.latchkey.spi.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** How connections are encrypted. */
final class Encryption {
    private Encryption() {}

    /**
     * A context whose sockets check certificate and name of the server, which the client library leaves out.
     *
     * @throws StoreException if it cannot be made
     */
    static SSLContext context(@Nullable Path ca) {
        try {
            SSLContext plain = SSLContext.getInstance("TLS");
            plain.init(null, ca == null ? null : trust(ca).getTrustManagers(), null);
            return NamedContext.of(plain);
        } catch (GeneralSecurityException | IOException e) {
            throw new StoreException(
                    "the bus cannot be encrypted: is the file of certificates readable, and PEM? ca=" + ca, e);
        }
    }

    private static TrustManagerFactory trust(Path ca) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
        keys.load(null, null);
        try (InputStream pem = Files.newInputStream(ca)) {
            int number = 0;
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                keys.setCertificateEntry("ca-" + number++, each);
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        return trust;
    }
}
