package org.heliograph.cms.delivery;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Enumeration;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The codings in which an answer can be sent (RFC 9110, 8.4.1), the best one first. */
enum ContentCoding {
    BR("br"),
    GZIP("gzip"),
    /** The bytes as they are. */
    IDENTITY("identity");

    private static final Logger LOG = LoggerFactory.getLogger(ContentCoding.class);

    private final String token;

    ContentCoding(String token) {
        this.token = token;
    }

    /** Its name in headers. */
    String token() {
        return token;
    }

    /** Loaded by the first client that asks for it. The library is native and not there for every platform. */
    private static final class Brotli {

        /** Costs about as much time as gzip's usual level, for fewer bytes. */
        private static final int QUALITY = 4;

        static final boolean AVAILABLE = load();

        private static boolean load() {
            boolean available = Brotli4jLoader.isAvailable();
            if (!available) {
                LOG.info(
                        "Answers are compressed with gzip only: Brotli cannot be loaded",
                        Brotli4jLoader.getUnavailabilityCause());
            }
            return available;
        }

        static byte[] encode(byte[] plain) throws IOException {
            return Encoder.compress(plain, Encoder.Parameters.create(QUALITY));
        }
    }

    /**
     * The coding that a client weighs highest, and of equal ones the best. One that it does not name is not sent, whatever
     * it says of {@code *}.
     *
     * @param acceptEncoding the headers {@code Accept-Encoding}
     */
    static ContentCoding preferred(Enumeration<String> acceptEncoding) {
        double gzip = 0;
        double brotli = 0;
        while (acceptEncoding.hasMoreElements()) {
            for (String range : acceptEncoding.nextElement().split(",")) {
                int end = range.indexOf(';');
                String name = (end < 0 ? range : range.substring(0, end)).strip();
                if (name.equalsIgnoreCase(BR.token)) {
                    brotli = weight(range, end);
                } else if (name.equalsIgnoreCase(GZIP.token)) {
                    gzip = weight(range, end);
                }
            }
        }
        if (brotli > 0 && brotli >= gzip && Brotli.AVAILABLE) {
            return BR;
        }
        return gzip > 0 ? GZIP : IDENTITY;
    }

    /** @param end of the name; negative where nothing follows it */
    private static double weight(String range, int end) {
        if (end < 0) {
            return 1;
        }
        String weight = range.substring(end + 1).replace(" ", "").toLowerCase(Locale.ROOT);
        boolean valid = weight.matches("q=(0(\\.\\d{0,3})?|1(\\.0{0,3})?)");
        return valid ? Double.parseDouble(weight.substring(2)) : 1;
    }

    /** The bytes in this coding. */
    byte[] encode(byte[] plain) {
        try {
            return switch (this) {
                case BR -> Brotli.encode(plain);
                case GZIP -> gzip(plain);
                case IDENTITY -> plain;
            };
        } catch (IOException e) {
            throw new UncheckedIOException("An answer cannot be encoded as " + token, e);
        }
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 3);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }
}
