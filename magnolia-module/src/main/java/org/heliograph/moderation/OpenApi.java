package org.heliograph.moderation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.heliograph.message.IntakeSchema;

/** The operations of the desk, and the intake that it works on, as an OpenAPI 3.1 document. */
final class OpenApi {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String INTAKE = "/messages/v1";
    /** Statuses of refusals. */
    private static final List<Integer> READING = List.of(400, 401, 403, 404, 405, 500, 503);

    private static final List<Integer> CHANGING = List.of(400, 401, 403, 404, 405, 409, 413, 415, 428, 500, 503);
    private static final List<Integer> SENDING = List.of(400, 405, 413, 415, 422, 429, 500, 503);

    private OpenApi() {}

    static ObjectNode of(List<Operation> operations, Locale language) {
        ObjectNode document = NODES.objectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", Texts.of(language, "openapi.title"))
                .put("version", "1");
        document.putArray("servers").addObject().put("url", "/.rest");
        ObjectNode paths = document.putObject("paths");
        addIntake(paths, language);
        for (Operation operation : operations) {
            String path = ModerationResource.PATH + (operation.path().isEmpty() ? "" : "/" + operation.path());
            ObjectNode item = paths.has(path) ? (ObjectNode) paths.get(path) : paths.putObject(path);
            item.set(operation.method().toLowerCase(Locale.ROOT), describe(operation, language));
        }
        addComponents(document, language);
        return document;
    }

    private static ObjectNode describe(Operation operation, Locale language) {
        ObjectNode json = NODES.objectNode();
        json.put("operationId", operation.name());
        json.put("summary", Texts.of(language, "operation." + operation.name()));
        json.put(
                "description",
                Texts.of(language, operation.forAdministrators() ? "openapi.administrator" : "openapi.moderator"));
        ArrayNode parameters = json.putArray("parameters");
        if (operation.path().contains(Operation.ID)) {
            ObjectNode id =
                    parameters.addObject().put("name", "id").put("in", "path").put("required", true);
            id.putObject("schema").put("type", "string").put("format", "uuid");
        }
        operation.parameters().forEach(parameter -> parameters.add(parameter.toJson()));
        operation
                .body()
                .ifPresent(body -> json.putObject("requestBody")
                        .put("required", true)
                        .putObject("content")
                        .putObject("application/json")
                        .set("schema", body));
        json.set("responses", responses(operation, language));
        return json;
    }

    private static ObjectNode responses(Operation operation, Locale language) {
        ObjectNode responses = NODES.objectNode();
        ObjectNode content = responses
                .putObject("200")
                .put("description", Texts.of(language, "operation." + operation.name()))
                .putObject("content");
        if (operation.name().equals("export")) {
            content.putObject("text/csv");
            content.putObject("application/x-ndjson");
        } else {
            content.putObject("application/json").putObject("schema").put("type", "object");
        }
        addProblems(responses, operation.body().isPresent() ? CHANGING : READING, language);
        return responses;
    }

    private static void addProblems(ObjectNode responses, List<Integer> statuses, Locale language) {
        for (int status : statuses) {
            responses
                    .putObject(String.valueOf(status))
                    .put("description", Texts.of(language, "status." + status))
                    .putObject("content")
                    .putObject("application/problem+json")
                    .putObject("schema")
                    .put("$ref", "#/components/schemas/Problem");
        }
    }

    /** The form describes its fields itself, in full: they depend on the settings. */
    private static void addIntake(ObjectNode paths, Locale language) {
        ObjectNode post = paths.putObject(INTAKE).putObject("post");
        post.put("operationId", "send").put("summary", Texts.of(language, "operation.send"));
        post.putArray("security");
        ObjectNode content = post.putObject("requestBody").put("required", true).putObject("content");
        for (String type : List.of("application/json", "application/x-www-form-urlencoded")) {
            content.putObject(type).putObject("schema").put("type", "object");
        }
        ((ObjectNode) content.get("application/json")).set("schema", IntakeSchema.json());
        ObjectNode sent = post.putObject("responses");
        sent.putObject("202").put("description", Texts.of(language, "operation.send"));
        addProblems(sent, SENDING, language);
        ObjectNode form = paths.putObject(INTAKE + "/form").putObject("get");
        form.put("operationId", "form").put("summary", Texts.of(language, "operation.form"));
        form.putArray("security");
        ObjectNode shown = form.putObject("responses");
        shown.putObject("200").put("description", Texts.of(language, "operation.form"));
        addProblems(shown, List.of(400, 405, 500, 503), language);
    }

    private static void addComponents(ObjectNode document, Locale language) {
        ObjectNode problem = document.putObject("components")
                .putObject("schemas")
                .putObject("Problem")
                .put("type", "object");
        ObjectNode members = problem.putObject("properties");
        members.putObject("type").put("type", "string").put("format", "uri");
        members.putObject("id").put("type", "string").put("description", Texts.of(language, "openapi.id"));
        members.putObject("status").put("type", "integer");
        members.putObject("title").put("type", "string");
        ObjectNode error = members.putObject("errors")
                .put("type", "array")
                .putObject("items")
                .put("type", "object");
        ObjectNode parts = error.putObject("properties");
        for (String name : List.of("field", "code", "message")) {
            parts.putObject(name).put("type", "string");
        }
        members.putObject("current").put("type", "object").put("description", Texts.of(language, "openapi.current"));
        problem.putArray("required").add("type").add("id").add("status").add("title");
    }
}
