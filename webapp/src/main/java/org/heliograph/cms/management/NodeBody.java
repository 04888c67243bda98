package org.heliograph.cms.management;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heliograph.cms.web.RestException;
import org.jspecify.annotations.Nullable;

/**
 * A node as a client sends it, in the shape in which it is read. A new node gets an identifier of its own, whatever the
 * body says.
 */
record NodeBody(
        @Nullable String name,
        @Nullable String type,
        @Nullable String path,
        @Nullable String identifier,
        @Nullable List<@Nullable PropertyBody> properties,
        @Nullable List<JsonNode> nodes) {

    private static final int MAX_DEPTH = 20;
    private static final int MAX_TOKENS = 1_000_000;

    record PropertyBody(
            @Nullable String name,
            @Nullable String type,
            @Nullable Boolean multiple,
            @Nullable List<@Nullable String> values) {

        private StoredProperty stored() {
            if (name == null) {
                throw RestException.badRequest("A property has no name.");
            }
            List<String> given = new ArrayList<>();
            for (String value : values == null ? List.<@Nullable String>of() : values) {
                if (value == null) {
                    throw RestException.badRequest("Property '" + name + "' has null among its values.");
                }
                given.add(value);
            }
            int number = StoredProperty.type(type == null ? "String" : type)
                    .orElseThrow(() -> RestException.badRequest("Property '" + name + "': unknown type: " + type));
            return new StoredProperty(name, number, multiple != null && multiple, given);
        }
    }

    /** The properties to store, checked but for their values. */
    List<StoredProperty> stored() {
        List<StoredProperty> stored = new ArrayList<>();
        for (PropertyBody property : properties == null ? List.<@Nullable PropertyBody>of() : properties) {
            if (property == null) {
                throw RestException.badRequest("A property is null.");
            }
            stored.add(property.stored());
        }
        return stored;
    }

    Optional<String> givenName() {
        return Optional.ofNullable(name).filter(given -> !given.isEmpty());
    }

    Optional<String> givenType() {
        return Optional.ofNullable(type).filter(given -> !given.isEmpty());
    }

    Optional<String> givenIdentifier() {
        return Optional.ofNullable(identifier);
    }

    /** Whether the body names a path, and not this one. */
    boolean isAtOtherPathThan(String expected) {
        return path != null && !path.isEmpty() && !path.equals(expected);
    }

    boolean hasNodes() {
        return nodes != null && !nodes.isEmpty();
    }

    /**
     * Reads the body of a request.
     *
     * @param limit largest body, in bytes
     * @throws RestException 415, 413 or 400 if it is not JSON of this shape
     */
    static NodeBody of(HttpServletRequest request, int limit) throws IOException {
        String contentType = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
        if (!contentType.split(";", 2)[0].strip().equals("application/json")) {
            throw new RestException(415, "unknown", "Cannot consume content type");
        }
        byte[] bytes = request.getInputStream().readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw new RestException(413, "badRequest", "The body is larger than " + limit + " bytes.");
        }
        if (bytes.length == 0) {
            throw unreadable("The body is empty; send a node as JSON.");
        }
        return parse(bytes);
    }

    private static NodeBody parse(byte[] json) throws IOException {
        try {
            NodeBody body = Reader.JSON.readValue(json);
            if (body == null) {
                throw unreadable("The body is null; send a node as JSON.");
            }
            return body;
        } catch (UnrecognizedPropertyException e) {
            throw RestException.badRequest(
                    "Unknown member '" + e.getPropertyName() + "'" + place(e) + "; remove it or correct its name.");
        } catch (StreamReadException e) {
            throw unreadable("Not JSON: " + e.getOriginalMessage() + place(e));
        } catch (JsonMappingException e) {
            throw RestException.badRequest("The JSON does not describe a node: wrong value" + place(e) + ".");
        }
    }

    private static RestException unreadable(String message) {
        return new RestException(400, "readerError", message);
    }

    /** Where it happened, unless a limit was met and Jackson does not tell. */
    private static String place(JsonProcessingException e) {
        return Optional.ofNullable(e.getLocation())
                .map(at -> " at line " + at.getLineNr() + ", column " + at.getColumnNr())
                .orElse("");
    }

    private static final class Reader {

        private static final ObjectReader JSON = JsonMapper.builder(factory())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build()
                .readerFor(NodeBody.class);

        private static JsonFactory factory() {
            return new JsonFactoryBuilder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxTokenCount(MAX_TOKENS)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();
        }
    }
}
