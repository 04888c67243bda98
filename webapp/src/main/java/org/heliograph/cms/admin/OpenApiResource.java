package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.heliograph.cms.admin.Operation.Sent;

/** The operations as an OpenAPI 3.1 document, in the caller's language. */
final class OpenApiResource extends Resource {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String ADDRESS = "/.rest/admin/v1";

    private static final Schema PROBLEM = Schema.named(
            "Problem",
            () -> Schema.object()
                    .with("type", Schema.text(200).about("A URN that ends with the id.", "以 id 结尾的 URN。"))
                    .with("id", Schema.text(100).about("Stable; texts may change.", "稳定不变；文字说明可能会变。"))
                    .with("status", Schema.integer(400, 599))
                    .with("title", Schema.text(2000).about("In the caller's language.", "使用调用者的语言。"))
                    .may(
                            "fields",
                            Schema.list(
                                    Schema.object()
                                            .with(
                                                    "field",
                                                    Schema.text(2000)
                                                            .about(
                                                                    "JSON Pointer into the body, or the name of a"
                                                                            + " parameter.",
                                                                    "指向请求内容的 JSON Pointer，或参数名。"))
                                            .with("id", Schema.text(100))
                                            .with("message", Schema.text(2000)),
                                    1000)));

    private final String contextPath;
    private final List<Operation> operations;

    /** @param others to be described; the operation that describes them is described too */
    OpenApiResource(String contextPath, List<Operation> others) {
        this.contextPath = contextPath;
        this.operations = new ArrayList<>(others);
        this.operations.add(Operation.get("/openapi.json", "This description", "本接口说明")
                .answers(200, Schema.any())
                .runs(call -> Answer.ok(document(call.language()))));
    }

    @Override
    List<Operation> operations() {
        return List.of(operations.get(operations.size() - 1));
    }

    private ObjectNode document(Locale language) {
        ObjectNode document = JSON.objectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", new Text("Heliograph: editors' API", "Heliograph 编辑接口").in(language))
                .put("version", "1");
        document.putArray("servers").addObject().put("url", contextPath + ADDRESS);
        ArrayNode security = document.putArray("security");
        security.addObject().putArray("session");
        security.addObject().putArray("token");
        ObjectNode paths = document.putObject("paths");
        Set<String> ids = new HashSet<>();
        for (Operation operation : operations) {
            ObjectNode item = paths.withObjectProperty(operation.template().openApi());
            item.set(operation.method().toLowerCase(Locale.ROOT), describe(operation, language, ids));
        }
        document.set("components", components(language));
        return document;
    }

    private ObjectNode components(Locale language) {
        List<Schema> roots = new ArrayList<>(List.of(PROBLEM));
        for (Operation operation : operations) {
            operation.sent().flatMap(Sent::schema).ifPresent(roots::add);
            operation.answered().schema().ifPresent(roots::add);
        }
        ObjectNode components = JSON.objectNode();
        ObjectNode schemas = components.putObject("schemas");
        Schema.named(roots).forEach((name, schema) -> schemas.set(name, schema.toJson(language)));
        // A problem may have members of its own, such as both sides of a conflict.
        ((ObjectNode) schemas.get("Problem")).put("additionalProperties", true);
        ObjectNode schemes = components.putObject("securitySchemes");
        schemes.putObject("session").put("type", "apiKey").put("in", "cookie").put("name", "heliograph-session");
        schemes.putObject("token").put("type", "http").put("scheme", "bearer");
        return components;
    }

    private static ObjectNode describe(Operation operation, Locale language, Set<String> ids) {
        ObjectNode json = JSON.objectNode();
        json.put("operationId", id(operation, ids));
        json.putArray("tags").add(operation.template().openApi().split("/")[1]);
        json.put("summary", operation.summary().in(language));
        json.put("description", operation.need().about().in(language));
        ArrayNode parameters = json.putArray("parameters");
        for (String variable : operation.template().variables()) {
            ObjectNode parameter = parameters.addObject();
            parameter.put("name", variable).put("in", "path").put("required", true);
            parameter.putObject("schema").put("type", "string");
        }
        operation.parameters().forEach(parameter -> parameters.add(parameter.toJson(language)));
        operation.sent().ifPresent(sent -> json.set("requestBody", sent(sent, language)));
        json.set("responses", responses(operation, language));
        return json;
    }

    private static String id(Operation operation, Set<String> ids) {
        StringBuilder id = new StringBuilder(operation.method().toLowerCase(Locale.ROOT));
        for (String word : operation.template().toString().split("[^A-Za-z0-9]+")) {
            id.append(word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        if (!ids.add(id.toString())) {
            throw new IllegalStateException("Two operations would be called " + id);
        }
        return id.toString();
    }

    private static ObjectNode sent(Sent sent, Locale language) {
        ObjectNode body = JSON.objectNode().put("required", true);
        ObjectNode content = body.putObject("content");
        for (String type : sent.types()) {
            ObjectNode media = content.putObject(type);
            sent.schema().ifPresent(schema -> media.set("schema", schema.toJson(language)));
        }
        return body;
    }

    private static ObjectNode responses(Operation operation, Locale language) {
        ObjectNode responses = JSON.objectNode();
        Operation.Answered answered = operation.answered();
        ObjectNode answer = responses
                .putObject(String.valueOf(answered.status()))
                .put("description", operation.summary().in(language));
        answered.type().ifPresent(type -> {
            ObjectNode media = answer.putObject("content").putObject(type);
            answered.schema().ifPresent(schema -> media.set("schema", schema.toJson(language)));
        });
        for (int status : statuses(operation)) {
            ObjectNode refusal =
                    responses.putObject(String.valueOf(status)).put("description", about(status, language));
            refusal.putObject("content").putObject("application/problem+json").set("schema", PROBLEM.toJson(language));
        }
        return responses;
    }

    /** What is refused alike everywhere, and what this operation alone refuses. */
    static Set<Integer> statuses(Operation operation) {
        Set<Integer> statuses = new TreeSet<>(List.of(400, 401, 403, 404, 406, 500, 503));
        if (operation.sent().isPresent()) {
            statuses.addAll(List.of(413, 415, 422));
        }
        statuses.addAll(operation.problems());
        return statuses;
    }

    private static String about(int status, Locale language) {
        return (switch (status) {
                    case 400 -> new Text("The address, a parameter or the body cannot be read.", "地址、参数或请求内容无法读取。");
                    case 401 -> new Text("Nobody is signed in.", "未登录。");
                    case 403 -> new Text("The caller may not do this.", "调用者没有此权限。");
                    case 404 -> new Text("There is no such thing, or it may not be read.", "内容不存在，或无读取权限。");
                    case 406 -> new Text("The Accept header leaves out what is answered.", "Accept 请求头不包含所返回的类型。");
                    case 409 -> new Text("The state of things does not allow it.", "当前状态不允许此操作。");
                    case 413 -> new Text("The body is too large.", "请求内容过大。");
                    case 415 -> new Text("The body is of another media type.", "请求内容的媒体类型不对。");
                    case 422 -> new Text("Values are wrong; fields names them.", "值有误，详见 fields。");
                    case 503 -> new Text("Not at the moment; Retry-After says when.", "暂时不可用，见 Retry-After。");
                    default -> new Text("The server failed.", "服务器出错。");
                })
                .in(language);
    }
}
