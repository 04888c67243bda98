package org.heliograph.cms.it;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads one HTTP/1.1 answer (RFC 9112, section 6.3) from a connection that is closed after it. */
final class RawAnswer {

    private final InputStream in;

    RawAnswer(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** @param bodyExpected false for the answer to a HEAD request */
    Answer read(boolean bodyExpected) throws IOException {
        int status = status(line());
        Map<String, List<String>> headers = headers();
        while (status < 200) {
            status = status(line());
            headers = headers();
        }
        boolean hasBody = bodyExpected && status != 204 && status != 304;
        return new Answer(status, headers, hasBody ? body(headers) : new byte[0]);
    }

    private static int status(String line) throws IOException {
        String[] parts = line.split(" ", 3);
        if (!parts[0].startsWith("HTTP/1.") || parts.length < 2 || !parts[1].matches("[1-5]\\d\\d")) {
            throw new IOException("Not a status line: " + line);
        }
        return Integer.parseInt(parts[1]);
    }

    private Map<String, List<String>> headers() throws IOException {
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("Not a header: " + line);
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            headers.computeIfAbsent(name, key -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] body(Map<String, List<String>> headers) throws IOException {
        List<String> encodings = headers.getOrDefault("transfer-encoding", List.of());
        if (encodings.stream().anyMatch("chunked"::equalsIgnoreCase)) {
            return chunks();
        }
        List<String> lengths = headers.getOrDefault("content-length", List.of());
        return lengths.isEmpty() ? in.readAllBytes() : exactly(Integer.parseInt(lengths.get(0)));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.writeBytes(exactly(size));
            line();
        }
        headers();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The body ends after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    /** The bytes up to CR LF, as ISO 8859-1. */
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The answer ends within a line: " + line.toString(StandardCharsets.ISO_8859_1));
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
