package org.heliograph.cms.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heliograph.cms.web.ProblemException;

/** Reads what is sent along with a request, within its limits. */
final class SentBody {

    private static final int MOST_DEPTH = 40;
    private static final int MOST_NUMBER = 100;
    private static final int MOST_NAME = 1000;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_DEPTH)
                            .maxNumberLength(MOST_NUMBER)
                            .maxNameLength(MOST_NAME)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private SentBody() {}

    /** Refuses a media type that an operation does not take, and a body where it takes none. */
    static void requireType(HttpServletRequest request, Operation operation) {
        if (operation.sent().isEmpty()) {
            if (request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null) {
                throw new ProblemException(400, "body-unexpected");
            }
            return;
        }
        List<String> types = operation.sent().get().types();
        if (types.stream().noneMatch(type -> isOf(type, mediaType(request)))) {
            throw new ProblemException(415, "media-type-not-taken", String.join(", ", types));
        }
    }

    /** Media type without parameters, in lower case. */
    static String mediaType(HttpServletRequest request) {
        String header = Optional.ofNullable(request.getContentType()).orElse("");
        return header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isOf(String type, String given) {
        return type.endsWith("/*") ? given.startsWith(type.substring(0, type.length() - 1)) : type.equals(given);
    }

    /**
     * The JSON of a request; missing where the operation takes none.
     *
     * @throws ProblemException if it is too large, malformed, or not as the operation's schema says
     */
    static JsonNode json(HttpServletRequest request, Operation operation) throws IOException {
        Optional<Schema> schema = operation.sent().flatMap(Operation.Sent::schema);
        if (schema.isEmpty()) {
            return MissingNode.getInstance();
        }
        JsonNode body = parse(stream(request, operation).readAllBytes());
        Faults faults = new Faults();
        schema.get().check(body, "", faults);
        faults.throwIfAny(422, "fields-wrong");
        return body;
    }

    private static JsonNode parse(byte[] bytes) throws IOException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return JSON.readTree(text);
        } catch (CharacterCodingException e) {
            throw new ProblemException(400, "body-not-utf-8");
        } catch (JsonProcessingException e) {
            // What stands there may be a password: nothing of it goes into an answer or a log.
            throw new ProblemException(
                    400,
                    "body-no-json",
                    e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                    e.getLocation() == null ? 0 : e.getLocation().getColumnNr());
        }
    }

    /** The body as it comes; reading more than the operation takes throws a {@link ProblemException}. */
    static InputStream stream(HttpServletRequest request, Operation operation) throws IOException {
        if (operation.sent().isEmpty()) {
            return InputStream.nullInputStream();
        }
        long most = operation.sent().get().mostBytes();
        if (request.getContentLengthLong() > most) {
            throw tooLarge(most);
        }
        return new Limited(request.getInputStream(), most);
    }

    private static ProblemException tooLarge(long most) {
        return new ProblemException(413, "body-larger-than", most);
    }

    private static final class Limited extends FilterInputStream {

        private final long most;
        private long left;

        Limited(InputStream in, long most) {
            super(in);
            this.most = most;
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int some = super.read(bytes, offset, length);
            count(Math.max(some, 0));
            return some;
        }

        private void count(int some) {
            left -= some;
            if (left < 0) {
                throw tooLarge(most);
            }
        }
    }
}
