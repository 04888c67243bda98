package org.heliograph.cms.delivery;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.heliograph.cms.web.Body;
import org.heliograph.cms.web.ByteRange;
import org.heliograph.cms.web.EntityTag;

/**
 * An answer as it is sent: bytes with a strong validator, which hold as long as nothing is saved in the workspaces that
 * they were read from.
 */
final class Answer {

    private static final int MIN_COMPRESSED = 1024;

    private final byte[] bytes;
    private final EntityTag tag;
    private final Optional<String> language;
    private final Set<String> workspaces;
    private final long saves;
    private volatile byte[] compressed = {};

    /**
     * @param language of the content, as a language tag
     * @param workspaces that were read
     * @param saves number of all saves, from before they were read
     */
    Answer(byte[] bytes, Optional<String> language, Collection<String> workspaces, long saves) {
        this.bytes = bytes;
        this.tag = EntityTag.of(bytes);
        this.language = language;
        this.workspaces = Set.copyOf(workspaces);
        this.saves = saves;
    }

    Set<String> workspaces() {
        return workspaces;
    }

    long saves() {
        return saves;
    }

    /** Bytes of memory that it takes. */
    int weight() {
        return 256 + bytes.length + bytes.length / 3;
    }

    /** Sends it, or 304 where the client has it already (RFC 9110, 13.2.2). */
    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean gzip = bytes.length >= MIN_COMPRESSED
                && request.getHeader("Range") == null
                && accepts(request.getHeaders("Accept-Encoding"), "gzip");
        EntityTag validator = gzip ? tag.encoded("gzip") : tag;
        response.setHeader("ETag", validator.toString());
        response.setHeader("Cache-Control", "no-cache");
        language.ifPresent(locale -> response.setHeader("Content-Language", locale));
        if (bytes.length >= MIN_COMPRESSED) {
            response.addHeader("Vary", "Accept-Encoding");
        }
        if (validator.isKnownTo(request)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        if (gzip) {
            response.setHeader("Content-Encoding", "gzip");
        }
        byte[] body = gzip ? compressed() : bytes;
        ByteRange range = ByteRange.prepare(request, response, body.length);
        Body.send(request, response, body, range.offset(), range.length());
    }

    private static boolean accepts(Enumeration<String> headers, String encoding) {
        while (headers.hasMoreElements()) {
            for (String range : headers.nextElement().split(",")) {
                String[] parts = range.replace(" ", "").split(";q=", 2);
                boolean refused = parts.length == 2 && parts[1].matches("0(\\.0*)?");
                if (parts[0].equalsIgnoreCase(encoding) && !refused) {
                    return true;
                }
            }
        }
        return false;
    }

    private byte[] compressed() {
        byte[] done = compressed;
        if (done.length == 0) {
            done = compress(bytes);
            compressed = done;
        }
        return done;
    }

    private static byte[] compress(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 3);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return out.toByteArray();
    }
}
