package org.heliograph.cms.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a body that a client asked for (RFC 9110, 14). One range of bytes is understood; anything else is answered
 * with the whole body, which a server may always do.
 *
 * @param offset of the first byte
 * @param length in bytes
 */
public record ByteRange(int offset, int length) {

    private static final Pattern ONE_RANGE = Pattern.compile("(?i)bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

    /**
     * Finds the part of a body to send, and sets status, length and range of the answer to it.
     *
     * @param total length of the whole body, in bytes
     * @throws RestException 416 if the range begins behind the end
     */
    public static ByteRange prepare(HttpServletRequest request, HttpServletResponse response, int total) {
        return prepare(request, response, total, request.getHeader("If-Range") == null);
    }

    /**
     * Does the same for a body whose state is known, so that a client may go on with a part that it has ({@code If-Range}).
     *
     * @param tag of the body
     */
    public static ByteRange prepare(
            HttpServletRequest request, HttpServletResponse response, int total, EntityTag tag) {
        String state = request.getHeader("If-Range");
        return prepare(request, response, total, state == null || state.equals(tag.toString()));
    }

    /** @param current whether the part belongs to the state of the body that the client knows */
    private static ByteRange prepare(
            HttpServletRequest request, HttpServletResponse response, int total, boolean current) {
        Optional<Matcher> asked = current ? asked(request) : Optional.empty();
        ByteRange range =
                asked.map(match -> part(match.group(1), match.group(2), total)).orElse(new ByteRange(0, total));
        if (asked.isPresent() && range.length <= 0) {
            response.setHeader("Content-Range", "bytes */" + total);
            throw new RestException(
                    416, "badRequest", "The Range begins behind the end: there are " + total + " bytes.");
        }
        if (asked.isPresent()) {
            int last = range.offset + range.length - 1;
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setHeader("Content-Range", "bytes " + range.offset + "-" + last + "/" + total);
        }
        response.setContentLength(range.length);
        return range;
    }

    private static Optional<Matcher> asked(HttpServletRequest request) {
        String header = request.getHeader("Range");
        if (header == null || !request.getMethod().equals("GET")) {
            return Optional.empty();
        }
        Matcher match = ONE_RANGE.matcher(header);
        return match.matches() && isRange(match.group(1), match.group(2)) ? Optional.of(match) : Optional.empty();
    }

    private static boolean isRange(String first, String last) {
        return first.isEmpty() ? !last.isEmpty() : last.isEmpty() || Long.parseLong(first) <= Long.parseLong(last);
    }

    /** Without a first byte, the last one tells how many are wanted from the end. */
    private static ByteRange part(String first, String last, int total) {
        if (first.isEmpty()) {
            int length = (int) Math.min(total, Long.parseLong(last));
            return new ByteRange(total - length, length);
        }
        int start = (int) Math.min(total, Long.parseLong(first));
        int end = last.isEmpty() ? total : (int) Math.min(total, Long.parseLong(last) + 1);
        return new ByteRange(start, end - start);
    }
}
