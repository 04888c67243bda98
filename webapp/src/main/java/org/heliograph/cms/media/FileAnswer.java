package org.heliograph.cms.media;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.heliograph.cms.web.ByteRange;
import org.heliograph.cms.web.EntityTag;
import org.heliograph.cms.web.FileBody;

/**
 * A file as an answer (RFC 9110): validators, ranges, and headers that keep whatever is in it from doing anything in our
 * name.
 *
 * @param mimeType of the file
 * @param size in bytes
 * @param tag strong validator
 * @param modified when it was changed
 * @param kept how long and by whom it may be kept, a value of {@code Cache-Control}
 * @param attachment name under which it is saved; empty for what is shown in pages
 */
record FileAnswer(
        String mimeType, long size, EntityTag tag, Instant modified, String kept, Optional<String> attachment) {

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** Opens the file. */
    @FunctionalInterface
    interface Opening {
        InputStream open() throws IOException;
    }

    void send(HttpServletRequest request, HttpServletResponse response, Opening opening) throws IOException {
        if (isKnown(request)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            describe(response);
            return;
        }
        ByteRange range = ByteRange.prepare(request, response, Math.toIntExact(size), tag);
        describe(response);
        response.setHeader("Accept-Ranges", "bytes");
        response.setHeader("X-Content-Type-Options", "nosniff");
        // Should a browser open it as a page after all, that page has no origin and no scripts.
        response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
        response.setContentType(mimeType.startsWith("text/") ? mimeType + ";charset=UTF-8" : mimeType);
        attachment.ifPresent(name -> response.setHeader("Content-Disposition", disposition(name)));
        if (request.getMethod().equals("HEAD")) {
            return;
        }
        InputStream in = opening.open();
        try {
            in.skipNBytes(range.offset());
        } catch (IOException e) {
            in.close();
            throw e;
        }
        FileBody.send(request, response, in, range.length());
    }

    private void describe(HttpServletResponse response) {
        response.setHeader("ETag", tag.toString());
        response.setHeader("Last-Modified", HTTP_DATE.format(modified));
        response.setHeader("Cache-Control", kept);
    }

    /** By entity tag, or by date where the client sent no tag. A date to come says nothing (RFC 9110, 13.1.3). */
    private boolean isKnown(HttpServletRequest request) {
        if (request.getHeader("If-None-Match") != null) {
            return tag.isKnownTo(request);
        }
        try {
            long since = request.getDateHeader("If-Modified-Since");
            return since >= 0
                    && since <= System.currentTimeMillis()
                    && modified.getEpochSecond() <= Math.floorDiv(since, 1000L);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** For clients that know RFC 6266 and for those that do not. */
    private static String disposition(String name) {
        String plain = name.replaceAll("[^\\x20-\\x7e]", "_").replaceAll("[\"\\\\%]", "_");
        StringBuilder encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(String.format("%02X", b));
            }
        }
        return "attachment; filename=\"" + plain + "\"" + (plain.equals(name) ? "" : "; filename*=UTF-8''" + encoded);
    }
}
