package dev.latchkey.bus.nats;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Makes sockets that check whether the certificate is for the name that was asked for. */
final class NamedSockets extends SSLSocketFactory {
    private final SSLSocketFactory plain;

    NamedSockets(SSLSocketFactory plain) {
        this.plain = plain;
    }

    private static Socket checking(Socket made) throws IOException {
        if (!(made instanceof SSLSocket socket)) {
            throw new IOException("a socket that is not encrypted");
        }
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean close) throws IOException {
        // In a URL an address of IPv6 stands in brackets.
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return checking(plain.createSocket(socket, name, port, close));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return checking(plain.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return checking(plain.createSocket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return checking(plain.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return checking(plain.createSocket(host, port, local, localPort));
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return plain.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return plain.getSupportedCipherSuites();
    }
}
