package org.heliograph.moderation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heliograph.host.Caller;

/**
 * A request to the desk.
 *
 * @param caller who sent it
 * @param path below the desk's address, without slash at the beginning
 * @param query parameters, decoded
 * @param contentType header, empty if there is none; as the next one
 */
record Call(
        Caller caller,
        Locale language,
        String method,
        String path,
        Map<String, List<String>> query,
        String contentType,
        String ifMatch,
        InputStream body) {

    /** Enough for a long reply, and for 200 messages at once. */
    static final int MOST_BYTES = 256 * 1024;

    private static final int MOST_DEPTH = 8;
    private static final Pattern TAG = Pattern.compile("\\s*(?:W/)?\"(\\d{1,18})\"\\s*");
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    /** The JSON object that was sent. Another media type is refused: it is what a page of another site could send. */
    Map<String, Object> json() {
        if (!contentType
                .toLowerCase(Locale.ROOT)
                .matches("\\s*application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?)?\\s*")) {
            throw Refusal.of(415, "unsupported-type");
        }
        try {
            byte[] bytes = body.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw Refusal.of(413, "too-large");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            requireFlat(text);
            JsonNode json = JSON.readTree(text);
            if (json == null || !json.isObject()) {
                throw Refusal.of(400, "body-malformed");
            }
            return JSON.convertValue(
                    json, JSON.getTypeFactory().constructMapType(Map.class, String.class, Object.class));
        } catch (CharacterCodingException | JsonProcessingException e) {
            throw Refusal.of(400, "body-malformed");
        } catch (IOException e) {
            throw Refusal.of(400, "body-cut-off");
        }
    }

    /** Not every version of the parser that a host may bring limits this itself. */
    private static void requireFlat(String text) {
        int depth = 0;
        boolean inText = false;
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            if (inText) {
                i += sign == '\\' ? 1 : 0;
                inText = sign != '"';
            } else if (sign == '"') {
                inText = true;
            } else if (sign == '[' || sign == '{') {
                depth++;
            } else if (sign == ']' || sign == '}') {
                depth--;
            }
            if (depth > MOST_DEPTH) {
                throw Refusal.of(400, "body-malformed");
            }
        }
    }

    /** The revision that the caller has seen: taken out of the body, or else from {@code If-Match}. */
    long revision(Map<String, Object> values) {
        Object given = values.remove("revision");
        OptionalLong revision = given == null ? matched() : whole(given);
        if (given != null && revision.isEmpty()) {
            throw Refusal.of(Fault.of("revision", "type-number"));
        }
        return revision.orElseThrow(() -> Refusal.of(428, "revision-required"));
    }

    private OptionalLong matched() {
        Matcher tag = TAG.matcher(ifMatch);
        return tag.matches() ? OptionalLong.of(Long.parseLong(tag.group(1))) : OptionalLong.empty();
    }

    static OptionalLong whole(Object given) {
        return given instanceof Integer || given instanceof Long
                ? OptionalLong.of(((Number) given).longValue())
                : OptionalLong.empty();
    }

    /** The one value of a parameter; empty if it is not there. */
    Optional<String> parameter(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    List<String> parameters(String name) {
        return query.getOrDefault(name, List.of());
    }

    /** Refuses parameters that an operation does not take: a misspelled filter must not find everything. */
    void require(List<Parameter> known) {
        List<Fault> faults = new ArrayList<>();
        query.forEach((name, values) -> {
            Optional<Parameter> parameter =
                    known.stream().filter(each -> each.name().equals(name)).findFirst();
            if (parameter.isEmpty()) {
                faults.add(Fault.of(Parameter.shortened(name), "unknown"));
            } else {
                parameter.get().check(values, faults);
            }
        });
        if (!faults.isEmpty()) {
            throw Refusal.of(faults.subList(0, Math.min(faults.size(), 20)));
        }
    }
}
