package org.heliograph.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heliograph.message.RefusedException.Fault;

/**
 * A form as a browser sends it, in the shape that JSON has: {@code projectSize.value} and {@code projectSize.unit} are
 * members of one object, so are {@code utm_source} and its like; {@code consent.enquiry} is a box whose value is the
 * version of the wording. Fields that are left empty were not sent.
 */
final class FormBody {

    private static final String SIZE = "projectSize.";
    private static final String UTM = "utm_";
    private static final String CONSENT = "consent.";
    /** Fields that may come more than once. */
    private static final Set<String> LISTS = Set.of("productOfInterest");

    private FormBody() {}

    static ObjectNode read(String text, int mostFields) throws RefusedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        String[] pairs = text.split("&", mostFields + 2);
        if (pairs.length > mostFields) {
            throw RefusedException.of(400, "too-many-fields", mostFields);
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            add(body, name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return completed(body);
    }

    /** @param fields a form that was read already */
    static ObjectNode of(Map<String, List<String>> fields, int mostFields) throws RefusedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        int count = 0;
        int length = 0;
        for (Map.Entry<String, List<String>> field : fields.entrySet()) {
            for (String value : field.getValue()) {
                if (++count > mostFields) {
                    throw RefusedException.of(400, "too-many-fields", mostFields);
                }
                length += field.getKey().length() + value.length();
                if (length > SentBody.MAX_BYTES) {
                    throw SentBody.tooLarge();
                }
                add(body, field.getKey(), value);
            }
        }
        return completed(body);
    }

    private static void add(ObjectNode body, String name, String value) throws RefusedException {
        if (!value.isEmpty()) {
            put(body, name, value);
        } else if (!name.isEmpty() && !MessageCheck.isKnown(name) && !isPart(name)) {
            body.put(name, value);
        }
    }

    /** A list of units always has one chosen. */
    private static ObjectNode completed(ObjectNode body) {
        if (!body.path("projectSize").has("value")) {
            body.remove("projectSize");
        }
        return body;
    }

    private static boolean isPart(String name) {
        return name.startsWith(SIZE) || name.startsWith(UTM) || name.startsWith(CONSENT);
    }

    private static void put(ObjectNode body, String name, String value) throws RefusedException {
        if (name.startsWith(SIZE)) {
            putOnce(object(body, "projectSize"), name.substring(SIZE.length()), name, value);
        } else if (name.startsWith(UTM)) {
            putOnce(object(body, "utm"), name.substring(UTM.length()), name, value);
        } else if (name.startsWith(CONSENT)) {
            array(body, "consents")
                    .addObject()
                    .put("purpose", name.substring(CONSENT.length()))
                    .put("version", value)
                    .put("given", true);
        } else if (LISTS.contains(name)) {
            array(body, name).add(value);
        } else if (name.equals("script")) {
            body.put(name, value.equals("true") || value.equals("1"));
        } else {
            putOnce(body, name, name, value);
        }
    }

    private static ObjectNode object(ObjectNode body, String name) {
        return body.get(name) instanceof ObjectNode there ? there : body.putObject(name);
    }

    private static ArrayNode array(ObjectNode body, String name) {
        return body.get(name) instanceof ArrayNode there ? there : body.putArray(name);
    }

    private static void putOnce(ObjectNode object, String member, String name, String value) throws RefusedException {
        if (object.has(member)) {
            throw RefusedException.of(List.of(Fault.of(SentBody.shown(name), "duplicate")));
        }
        object.put(member, value);
    }

    /** Of bytes that are no UTF-8 the usual decoder would make question marks. */
    private static String decoded(String encoded) throws RefusedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int at = 0; at < encoded.length(); at++) {
            char character = encoded.charAt(at);
            if (character == '%') {
                bytes.write(escaped(encoded, at));
                at += 2;
            } else if (character == '+') {
                bytes.write(' ');
            } else {
                int end = encoded.offsetByCodePoints(at, 1);
                bytes.writeBytes(encoded.substring(at, end).getBytes(StandardCharsets.UTF_8));
                at = end - 1;
            }
        }
        try {
            return SentBody.utf8(bytes.toByteArray());
        } catch (CharacterCodingException e) {
            throw RefusedException.of(400, "not-utf-8");
        }
    }

    private static int escaped(String encoded, int at) throws RefusedException {
        int high = at + 2 < encoded.length() ? Character.digit(encoded.charAt(at + 1), 16) : -1;
        int low = at + 2 < encoded.length() ? Character.digit(encoded.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw RefusedException.of(400, "malformed-form");
        }
        return high * 16 + low;
    }
}
