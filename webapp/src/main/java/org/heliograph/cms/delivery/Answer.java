package org.heliograph.cms.delivery;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.heliograph.cms.index.Basis;
import org.heliograph.cms.web.Body;
import org.heliograph.cms.web.ByteRange;
import org.heliograph.cms.web.EntityTag;

/**
 * An answer as it is sent: bytes with a strong validator. They are kept in pieces, because lists share those, and are
 * joined only where that is asked for.
 */
final class Answer {

    private static final int MIN_COMPRESSED = 1024;

    private final List<byte[]> pieces;
    private final int length;
    private final EntityTag tag;
    private final Optional<String> language;
    private final Basis basis;
    private volatile byte[] compressed = {};

    /**
     * @param pieces that make up the body
     * @param language of the content, as a language tag
     * @param basis what it was made from
     */
    Answer(List<byte[]> pieces, Optional<String> language, Basis basis) {
        this.pieces = pieces;
        this.length = pieces.stream().mapToInt(piece -> piece.length).sum();
        this.tag = EntityTag.of(pieces);
        this.language = language;
        this.basis = basis;
    }

    Basis basis() {
        return basis;
    }

    /** Bytes of memory that it takes. */
    int weight() {
        return 256 + length + length / 4 + basis.weight();
    }

    /** Sends it, or 304 where the client has it already (RFC 9110, 13.2.2). */
    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean gzip = length >= MIN_COMPRESSED
                && request.getHeader("Range") == null
                && accepts(request.getHeaders("Accept-Encoding"), "gzip");
        EntityTag validator = gzip ? tag.encoded("gzip") : tag;
        response.setHeader("ETag", validator.toString());
        response.setHeader("Cache-Control", "no-cache");
        language.ifPresent(locale -> response.setHeader("Content-Language", locale));
        if (validator.isKnownTo(request)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        if (gzip) {
            response.setHeader("Content-Encoding", "gzip");
            byte[] body = compressed();
            response.setContentLength(body.length);
            Body.send(request, response, List.of(body));
        } else {
            ByteRange range = ByteRange.prepare(request, response, length);
            if (range.length() < length) {
                Body.send(request, response, joined(), range.offset(), range.length());
            } else {
                Body.send(request, response, pieces);
            }
        }
    }

    private byte[] joined() {
        ByteBuffer all = ByteBuffer.allocate(length);
        pieces.forEach(all::put);
        return all.array();
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
            done = compress(joined());
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
