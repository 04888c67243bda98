package org.heliograph.cms.delivery;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.heliograph.cms.index.Basis;
import org.heliograph.cms.web.Body;
import org.heliograph.cms.web.ByteRange;
import org.heliograph.cms.web.EntityTag;

/**
 * An answer as it is sent: bytes with a strong validator. They are kept in pieces, because lists share those, and are
 * joined only where that is asked for.
 */
public final class Answer {

    private static final int MIN_COMPRESSED = 1024;

    private final List<byte[]> pieces;
    private final int length;
    private final EntityTag tag;
    private final Optional<String> language;
    private final Basis basis;
    private final String type;
    private final Map<ContentCoding, byte[]> encoded = new ConcurrentHashMap<>(2);

    /**
     * @param pieces that make up the body
     * @param tag validates the body
     * @param language of the content, as a language tag
     * @param basis what it was made from
     */
    Answer(List<byte[]> pieces, EntityTag tag, Optional<String> language, Basis basis) {
        this("application/json", pieces, tag, language, basis);
    }

    /**
     * An answer of another kind than JSON.
     *
     * @param type media type without charset, which is UTF-8
     */
    public Answer(String type, List<byte[]> pieces, EntityTag tag, Optional<String> language, Basis basis) {
        this.type = type;
        this.pieces = pieces;
        this.length = pieces.stream().mapToInt(piece -> piece.length).sum();
        this.tag = tag;
        this.language = language;
        this.basis = basis;
    }

    /** What it was made from. */
    public Basis basis() {
        return basis;
    }

    /** Bytes of memory that it takes. */
    public int weight() {
        return 256 + length + length / 2 + basis.weight();
    }

    /** Sends it, or 304 where the client has it already (RFC 9110, 13.2.2). */
    public void send(HttpServletRequest request, HttpServletResponse response, String cacheControl) throws IOException {
        ContentCoding coding = length < MIN_COMPRESSED || request.getHeader("Range") != null
                ? ContentCoding.IDENTITY
                : ContentCoding.preferred(request.getHeaders("Accept-Encoding"));
        boolean plain = coding == ContentCoding.IDENTITY;
        EntityTag validator = plain ? tag : tag.encoded(coding.token());
        response.setHeader("ETag", validator.toString());
        response.setHeader("Cache-Control", cacheControl);
        if (validator.isKnownTo(request)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        language.ifPresent(locale -> response.setHeader("Content-Language", locale));
        response.setContentType(type);
        response.setCharacterEncoding("UTF-8");
        if (!plain) {
            response.setHeader("Content-Encoding", coding.token());
            byte[] body = encoded.computeIfAbsent(coding, c -> c.encode(joined()));
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

    /** Sends all of it under the status that is set, whatever the client has already. */
    public void sendWhole(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        language.ifPresent(locale -> response.setHeader("Content-Language", locale));
        response.setContentType(type);
        response.setCharacterEncoding("UTF-8");
        response.setContentLength(length);
        Body.send(request, response, pieces);
    }

    /** The whole body. */
    public byte[] joined() {
        ByteBuffer all = ByteBuffer.allocate(length);
        pieces.forEach(all::put);
        return all.array();
    }
}
