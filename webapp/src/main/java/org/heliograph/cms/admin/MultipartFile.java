package org.heliograph.cms.admin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heliograph.cms.web.ProblemException;

/**
 * The first file of a multipart form (RFC 7578), read as it comes: nothing of it is kept. It has to be the first part, and
 * what follows is not looked at.
 */
final class MultipartFile extends InputStream {

    private static final int MOST_HEAD_BYTES = 8 * 1024;
    private static final int MOST_BOUNDARY = 72;
    private static final Pattern EXTENDED_NAME = Pattern.compile("(?i)filename\\*\\s*=\\s*UTF-8'[^']*'([^;\\s]+)");
    private static final Pattern NAME = Pattern.compile("(?i)filename\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final InputStream in;
    private final byte[] end;
    private final String fileName;
    private final byte[] buffer = new byte[64 * 1024];
    private int position;
    private int filled;
    private boolean ended;

    private MultipartFile(InputStream in, byte[] end, String fileName) {
        this.in = in;
        this.end = end;
        this.fileName = fileName;
    }

    /** @throws ProblemException 400 if the body is no such form */
    static MultipartFile open(InputStream in) throws IOException {
        String boundary = line(in, MOST_BOUNDARY + 2);
        if (!boundary.startsWith("--") || boundary.length() < 3) {
            throw malformed();
        }
        Optional<String> name = Optional.empty();
        int bytes = 0;
        for (String header = line(in, MOST_HEAD_BYTES); !header.isEmpty(); header = line(in, MOST_HEAD_BYTES)) {
            bytes += header.length();
            if (bytes > MOST_HEAD_BYTES) {
                throw malformed();
            }
            if (header.regionMatches(true, 0, "content-disposition:", 0, 20)) {
                name = fileName(header);
            }
        }
        byte[] end = ("\r\n" + boundary).getBytes(StandardCharsets.UTF_8);
        return new MultipartFile(in, end, name.orElseThrow(MultipartFile::malformed));
    }

    private static ProblemException malformed() {
        return new ProblemException(400, "form-malformed");
    }

    private static String line(InputStream in, int most) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.size() > most) {
                throw malformed();
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    private static Optional<String> fileName(String header) {
        Matcher extended = EXTENDED_NAME.matcher(header);
        if (extended.find()) {
            try {
                return Optional.of(URLDecoder.decode(extended.group(1).replace("+", "%2B"), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw malformed();
            }
        }
        Matcher plain = NAME.matcher(header);
        return plain.find() ? Optional.of(plain.group(1).replaceAll("\\\\(.)", "$1")) : Optional.empty();
    }

    /** As the client names the file. */
    String fileName() {
        return fileName;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int certain = certain();
        if (certain == 0) {
            return -1;
        }
        int some = Math.min(certain, length);
        System.arraycopy(buffer, position, bytes, offset, some);
        position += some;
        return some;
    }

    /** How many of the buffered bytes surely belong to the file; none at its end. */
    private int certain() throws IOException {
        while (true) {
            int at = indexOfEnd();
            if (at >= 0) {
                return at - position;
            }
            int safe = filled - position - (end.length - 1);
            if (safe > 0) {
                return safe;
            }
            if (ended) {
                throw malformed();
            }
            fill();
        }
    }

    private int indexOfEnd() {
        for (int at = position; at <= filled - end.length; at++) {
            if (buffer[at] == end[0] && Arrays.equals(buffer, at, at + end.length, end, 0, end.length)) {
                return at;
            }
        }
        return -1;
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, position, buffer, 0, filled - position);
        filled -= position;
        position = 0;
        int some = in.read(buffer, filled, buffer.length - filled);
        if (some < 0) {
            ended = true;
        } else {
            filled += some;
        }
    }
}
