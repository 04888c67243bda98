package org.heliograph.cms.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Sends requests byte by byte as they are written down, also such as no HTTP client would send, over a new connection
 * each.
 */
final class RawHttp {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final InetSocketAddress address;

    /** @param base address of the host; its path is not used */
    RawHttp(URI base) {
        address = new InetSocketAddress(base.getHost(), base.getPort());
    }

    /**
     * Sends a request with the headers given and {@code Connection: close}.
     *
     * @param method sent as it is
     * @param target request target, sent as UTF-8 without any encoding
     * @param headers in order; {@code Host} is among them if it is wanted
     * @param body empty = no body and no length
     * @throws UncheckedIOException if no complete answer came
     */
    Answer send(String method, String target, Map<String, String> headers, Optional<byte[]> body) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Connection", "close");
        body.ifPresent(bytes -> all.put("Content-Length", Integer.toString(bytes.length)));
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        all.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        request.writeBytes(body.orElse(new byte[0]));
        return send(request.toByteArray(), !method.equals("HEAD"));
    }

    /** A GET with a {@code Host} header only. */
    Answer get(String target) {
        return send("GET", target, Map.of("Host", "heliograph.test"), Optional.empty());
    }

    /**
     * Sends bytes, which should make the host close the connection, and reads one answer. The host may answer before it
     * has read all of them.
     */
    Answer send(byte[] request) {
        return send(request, true);
    }

    private Answer send(byte[] request, boolean bodyExpected) {
        try (Socket socket = new Socket()) {
            socket.connect(address, (int) PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            Optional<IOException> refused = write(socket, request);
            try {
                return new RawAnswer(socket.getInputStream()).read(bodyExpected);
            } catch (IOException e) {
                refused.ifPresent(e::addSuppressed);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("No answer to " + firstLine(request), e);
        }
    }

    /** A host that has answered already may refuse the rest of a request; the answer is still to be read. */
    private static Optional<IOException> write(Socket socket, byte[] request) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(request);
            out.flush();
            socket.shutdownOutput();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    private static String firstLine(byte[] request) {
        String text = new String(request, 0, Math.min(request.length, 200), StandardCharsets.UTF_8);
        return text.lines().findFirst().orElse("").toUpperCase(Locale.ROOT);
    }
}
