package dev.latchkey.engine.postgres;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets for the connection that listens, made by the driver. After each notification the driver looks for one more, and
 * waits 1 ms for it, which is the most part of a hop; these sockets take that shortest of all time-outs for none.
 */
public final class EagerSockets extends SocketFactory {
    /** Made by the driver. */
    public EagerSockets() {}

    @Override
    public Socket createSocket() {
        return new Eager();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw unused();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        throw unused();
    }

    private static IOException unused() {
        return new IOException("only sockets that are not connected are made here");
    }

    private static final class Eager extends Socket {
        private volatile boolean peeking;
        private @Nullable InputStream input;

        @Override
        public synchronized void setSoTimeout(int millis) throws SocketException {
            peeking = millis == 1;
            super.setSoTimeout(millis);
        }

        @Override
        public synchronized InputStream getInputStream() throws IOException {
            InputStream found = input;
            if (found == null) {
                found = new Peeked(super.getInputStream());
                input = found;
            }
            return found;
        }

        private final class Peeked extends FilterInputStream {
            Peeked(InputStream in) {
                super(in);
            }

            @Override
            public int read() throws IOException {
                look();
                return super.read();
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                look();
                return super.read(bytes, from, length);
            }

            private void look() throws IOException {
                if (peeking && available() == 0) {
                    throw new SocketTimeoutException("nothing there");
                }
            }
        }
    }
}
