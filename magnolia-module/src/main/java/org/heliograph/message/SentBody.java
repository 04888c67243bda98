package org.heliograph.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.heliograph.message.RefusedException.Fault;

/** Reads what was sent, JSON or a form, within limits, into one shape. Says nothing yet of which fields there are. */
final class SentBody {

    /** Beyond which it is not read. */
    static final int MAX_BYTES = 64 * 1024;

    private static final int MAX_MEMBERS = 100;
    private static final int MAX_DEPTH = 4;
    private static final int MAX_ELEMENTS = 50;

    private static final Pattern TYPE =
            Pattern.compile("\\s*([\\w.+-]+/[\\w.+-]+)\\s*(?:;\\s*charset\\s*=\\s*\"?([\\w-]+)\"?\\s*)?");
    private static final JsonFactory JSON = new JsonFactory();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private int members;

    private SentBody() {}

    /** Whether it is a form, which a browser may have sent by itself. */
    static boolean isForm(String contentType) {
        return contentType.strip().toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }

    /**
     * Reads a body.
     *
     * @param contentType header of it; empty if there was none
     * @param form its fields, where the host has read it already
     * @throws RefusedException if it is too long, of another type, or not well formed
     */
    static ObjectNode read(InputStream stream, String contentType, Map<String, List<String>> form)
            throws RefusedException {
        var type = TYPE.matcher(contentType.toLowerCase(Locale.ROOT));
        if (!type.matches() || type.group(2) != null && !type.group(2).equals("utf-8")) {
            throw RefusedException.of(415, "unsupported-type");
        }
        return switch (type.group(1)) {
            case "application/json" -> new SentBody().json(text(stream));
            case "application/x-www-form-urlencoded" -> {
                String text = text(stream);
                yield text.isEmpty() ? FormBody.of(form, MAX_MEMBERS) : FormBody.read(text, MAX_MEMBERS);
            }
            default -> throw RefusedException.of(415, "unsupported-type");
        };
    }

    private static String text(InputStream stream) throws RefusedException {
        try {
            byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw tooLarge();
            }
            return utf8(bytes);
        } catch (CharacterCodingException e) {
            throw RefusedException.of(400, "not-utf-8");
        } catch (IOException e) {
            throw RefusedException.of(400, "cut-off");
        }
    }

    static RefusedException tooLarge() {
        return RefusedException.of(413, "too-large", MAX_BYTES / 1024);
    }

    static String utf8(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private ObjectNode json(String text) throws RefusedException {
        try (JsonParser parser = JSON.createParser(text.startsWith("\uFEFF") ? text.substring(1) : text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw RefusedException.of(400, "no-object");
            }
            ObjectNode body = object(parser, 1);
            if (parser.nextToken() != null) {
                throw malformed(parser);
            }
            return body;
        } catch (JsonProcessingException e) {
            throw e.getLocation() == null
                    ? RefusedException.of(400, "malformed-json", 0, 0)
                    : RefusedException.of(
                            400,
                            "malformed-json",
                            e.getLocation().getLineNr(),
                            e.getLocation().getColumnNr());
        } catch (IOException e) {
            throw new IllegalStateException("a text is read without trouble", e);
        }
    }

    private static RefusedException malformed(JsonParser parser) {
        var at = parser.currentLocation();
        return RefusedException.of(400, "malformed-json", at.getLineNr(), at.getColumnNr());
    }

    private ObjectNode object(JsonParser parser, int depth) throws IOException, RefusedException {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (++members > MAX_MEMBERS) {
                throw RefusedException.of(400, "too-many-fields", MAX_MEMBERS);
            }
            if (object.has(name)) {
                throw RefusedException.of(List.of(Fault.of(shown(name), "duplicate")));
            }
            parser.nextToken();
            object.set(name, value(parser, depth));
        }
        return object;
    }

    private ArrayNode array(JsonParser parser, int depth) throws IOException, RefusedException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (array.size() >= MAX_ELEMENTS) {
                throw RefusedException.of(400, "too-many-values", MAX_ELEMENTS);
            }
            array.add(value(parser, depth));
        }
        return array;
    }

    private JsonNode value(JsonParser parser, int depth) throws IOException, RefusedException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw malformed(parser);
        }
        if (token.isStructStart() && depth >= MAX_DEPTH) {
            throw RefusedException.of(400, "too-deep", MAX_DEPTH);
        }
        return switch (token) {
            case START_OBJECT -> object(parser, depth + 1);
            case START_ARRAY -> array(parser, depth + 1);
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
            case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(token == JsonToken.VALUE_TRUE);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw malformed(parser);
        };
    }

    /** A name of a field as it may be told to its sender: it may be anything. */
    static String shown(String name) {
        int most = 64;
        String start = name.codePointCount(0, name.length()) > most
                ? name.substring(0, name.offsetByCodePoints(0, most)) + '…'
                : name;
        PlainText clean = PlainText.line(start);
        return clean.fault().isPresent() || clean.isEmpty() ? "?" : clean.text();
    }
}
