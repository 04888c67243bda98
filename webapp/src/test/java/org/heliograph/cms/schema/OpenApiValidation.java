package org.heliograph.cms.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;

/** Holds OpenAPI documents against the schema of OpenAPI, and answers against such a document. */
public final class OpenApiValidation {

    private static final String SPECIFICATION = "https://spec.openapis.org/oas/3.1/schema-base/2022-10-07";
    private static final String DOCUMENT = "https://heliograph.invalid/openapi.json";

    private final SchemaRegistry registry;

    /**
     * Answers may hold nothing that the document does not describe, though it lets them.
     *
     * @param document that describes the answers
     */
    public OpenApiValidation(JsonNode document) {
        JsonNode closed = document.deepCopy();
        close(closed);
        registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(DOCUMENT, closed.toString())));
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("type").asText().equals("object")
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(OpenApiValidation::close);
    }

    /** What is wrong with a document by the rules of OpenAPI 3.1, schemas in it included. */
    public static List<Error> errorsOfDocument(JsonNode document) {
        return SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        builder -> builder.schemaIdResolvers(ids ->
                                ids.mapPrefix("https://spec.openapis.org/oas", "classpath:spec.openapis.org/oas")))
                .getSchema(SchemaLocation.of(SPECIFICATION))
                .validate(document);
    }

    /**
     * What is wrong with an answer.
     *
     * @param path as in the document
     * @param status for which the document has a schema of its own
     */
    public List<Error> errorsOfAnswer(String path, int status, JsonNode answer) {
        return errorsOfAnswer(path, "get", status, "application/json", answer);
    }

    /**
     * What is wrong with an answer to a request of some method.
     *
     * @param type media type of the answer
     */
    public List<Error> errorsOfAnswer(String path, String method, int status, String type, JsonNode answer) {
        return errors(
                "/paths/" + escape(path) + "/" + method + "/responses/" + status + "/content/" + escape(type)
                        + "/schema",
                answer);
    }

    /** What is wrong with a value by a named schema. */
    public List<Error> errorsOf(String component, JsonNode value) {
        return errors("/components/schemas/" + escape(component), value);
    }

    private List<Error> errors(String pointer, JsonNode value) {
        Schema schema = registry.getSchema(SchemaLocation.of(DOCUMENT + "#" + pointer));
        return schema.validate(
                value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    /** RFC 6901 within a fragment of a URI. */
    private static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D");
    }
}
