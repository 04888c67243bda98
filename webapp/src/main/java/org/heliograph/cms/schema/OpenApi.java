package org.heliograph.cms.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.Endpoint;
import org.heliograph.cms.schema.NodeShape.Member;

import static org.heliograph.cms.schema.JsonSchemas.array;
import static org.heliograph.cms.schema.JsonSchemas.arrayOf;
import static org.heliograph.cms.schema.JsonSchemas.mapOf;
import static org.heliograph.cms.schema.JsonSchemas.object;
import static org.heliograph.cms.schema.JsonSchemas.objectWith;
import static org.heliograph.cms.schema.JsonSchemas.reference;
import static org.heliograph.cms.schema.JsonSchemas.text;
import static org.heliograph.cms.schema.JsonSchemas.texts;

/** The endpoints as an OpenAPI 3.1 document, in an order that depends on the definitions alone. */
final class OpenApi {

    private static final List<String> REFUSALS = List.of("400", "404", "406", "500");
    private static final List<String> REFUSALS_TO_SOME = List.of("400", "401", "403", "404", "406", "500");

    private final Definitions definitions;
    private final Delivered delivered;
    private final Names operations = new Names(List.of());

    private OpenApi(Definitions definitions, Delivered delivered) {
        this.definitions = definitions;
        this.delivered = delivered;
    }

    /**
     * @param delivered by the endpoints to describe
     * @param contextPath of the host, empty or with a leading slash
     */
    static ObjectNode document(Definitions definitions, Delivered delivered, String contextPath) {
        return new OpenApi(definitions, delivered).document(contextPath);
    }

    private ObjectNode document(String contextPath) {
        ObjectNode document = object().put("openapi", "3.1.0");
        document.set("info", info());
        document.set("servers", array(Stream.of(object().put("url", contextPath + "/.rest"))));
        ObjectNode paths = document.putObject("paths");
        for (Endpoint endpoint : delivered.endpoints()) {
            addPaths(endpoint, paths);
        }
        ObjectNode components = document.putObject("components");
        components.set("schemas", schemas());
        components.set("parameters", Parameters.shared(definitions.site().i18n()));
        components.set("responses", refusals());
        components
                .putObject("securitySchemes")
                .set("basic", object().put("type", "http").put("scheme", "basic"));
        return document;
    }

    private ObjectNode info() {
        return object().put("title", "Delivery REST")
                .put(
                        "description",
                        "Content as JSON, read only, made from the loaded light modules."
                                + " Endpoints below delivery are served below preview too, with working content for signed-in users.")
                .put("version", "2");
    }

    private ObjectNode schemas() {
        Map<String, ObjectNode> schemas = new TreeMap<>();
        delivered.nodes().forEach(node -> schemas.put(node.name(), JsonSchemas.of(node)));
        schemas.put(Delivered.CONTENT_NODE, JsonSchemas.contentNode());
        schemas.put(
                Delivered.ANY_NODE,
                JsonSchemas.contentNode().put("description", "A node of a type that no content type describes."));
        schemas.put(Delivered.ASSET, JsonSchemas.asset());
        schemas.put("AssetMetadata", JsonSchemas.assetMetadata());
        schemas.put("Rendition", JsonSchemas.rendition());
        schemas.put("Alternate", JsonSchemas.alternate());
        schemas.put("FacetValue", JsonSchemas.facetValue());
        schemas.put("ErrorBody", errorBody());
        schemas.putAll(Parameters.filters());
        ObjectNode all = object();
        schemas.forEach(all::set);
        return all;
    }

    private static ObjectNode errorBody() {
        ObjectNode error = object();
        error.set("code", text("Stable code such as pathNotFound."));
        error.set("message", object().set("type", texts("string", "null")));
        ObjectNode properties = object();
        properties.set("error", objectWith(error));
        return objectWith(properties);
    }

    private static ObjectNode refusals() {
        ObjectNode responses = object();
        Map<String, String> descriptions = new TreeMap<>(Map.of(
                "400", "A path, parameter or header is wrong; the message says how.",
                "401", "Nobody is signed in.",
                "403", "The user may not do this.",
                "404", "There is no such node, or it is of a type that is not served here.",
                "406", "The Accept header leaves out JSON.",
                "500", "The endpoint is defined wrongly, or the server failed."));
        descriptions.forEach((status, description) ->
                responses.set("Refused" + status, answer(description, reference("ErrorBody"))));
        return responses;
    }

    private static ObjectNode answer(String description, ObjectNode schema) {
        ObjectNode answer = object().put("description", description);
        answer.putObject("content").putObject("application/json").set("schema", schema);
        return answer;
    }

    private void addPaths(Endpoint endpoint, ObjectNode paths) {
        String path = "/" + endpoint.path();
        if (paths.has(path)) {
            return;
        }
        ObjectNode item = JsonSchemas.of(delivered.itemOf(endpoint));
        ObjectNode list = arrayOf(item.deepCopy());
        addPath(endpoint, paths, path, "query", answer("The hits.", page(item.deepCopy())), queryParameters(endpoint));
        addPath(endpoint, paths, path + "/@nodes", "rootChildren", answer("The children.", list), shaping());
        addPath(endpoint, paths, path + "/{path}", "read", answer("The node.", item), nodeParameters());
        addPath(
                endpoint,
                paths,
                path + "/{path}/@nodes",
                "children",
                answer("The children, in their order.", list.deepCopy()),
                nodeParameters());
    }

    private void addPath(
            Endpoint endpoint,
            ObjectNode paths,
            String path,
            String verb,
            ObjectNode answer,
            Stream<ObjectNode> parameters) {
        ObjectNode get = paths.putObject(path).putObject("get");
        get.set("tags", texts(endpoint.path()));
        get.put("summary", summary(endpoint, verb));
        get.put("operationId", operations.unique(verb + Names.pascal(shortPath(endpoint))));
        if (!Delivered.isPublic(endpoint)) {
            ObjectNode basic = object();
            basic.putArray("basic");
            get.set("security", array(Stream.of(basic)));
        }
        get.set("parameters", array(parameters));
        ObjectNode responses = get.putObject("responses");
        responses.set("200", answer);
        for (String status : Delivered.isPublic(endpoint) ? REFUSALS : REFUSALS_TO_SOME) {
            responses.set(status, object().put("$ref", "#/components/responses/Refused" + status));
        }
    }

    private String summary(Endpoint endpoint, String verb) {
        String items = delivered.itemsLabel(endpoint);
        return switch (verb) {
            case "query" -> "Find: " + items;
            case "read" -> "One by path: " + items;
            case "rootChildren" -> "At the top level: " + items;
            default -> "Below a node: " + items;
        };
    }

    private static String shortPath(Endpoint endpoint) {
        return endpoint.path().startsWith("delivery/")
                ? endpoint.path().substring("delivery/".length())
                : endpoint.path();
    }

    private static ObjectNode page(ObjectNode item) {
        ObjectNode properties = object();
        for (String name : List.of("total", "offset", "limit")) {
            properties.set(
                    name, object().put("type", "integer").put("format", "int64").put("minimum", 0));
        }
        properties.set("results", arrayOf(item));
        ObjectNode page = objectWith(properties);
        properties.set("nextCursor", text("With cursor, unless this is the last page: the cursor of the next one."));
        properties.set(
                "facets",
                mapOf(arrayOf(reference("FacetValue")))
                        .put("description", "With facets: the most frequent values of each property."));
        return page;
    }

    private static Stream<ObjectNode> shaping() {
        return Parameters.sharedByAll().map(Parameters::reference);
    }

    private static Stream<ObjectNode> nodeParameters() {
        return Stream.concat(Stream.of(Parameters.reference("path")), shaping());
    }

    /** Stored names are filtered by, whatever language is shown. */
    private Stream<ObjectNode> queryParameters(Endpoint endpoint) {
        Map<String, ObjectNode> filters = new TreeMap<>();
        delivered.nodesOf(delivered.itemOf(endpoint)).stream()
                .flatMap(node -> node.members().stream())
                .filter(member -> member.stored().isPresent() && !Parameters.isReserved(member.name()))
                .forEach(member -> filters.putIfAbsent(member.name(), filter(member)));
        Stream<ObjectNode> paging = Stream.of(Parameters.limit(endpoint));
        Stream<ObjectNode> shared = Parameters.sharedByQueries().map(Parameters::reference);
        return Stream.of(shared, paging, filters.values().stream()).flatMap(parameters -> parameters);
    }

    private static ObjectNode filter(Member member) {
        String label = member.note().label().orElse(member.name());
        String language = member.locale()
                .map(locale -> " in " + locale.getDisplayName(Locale.ENGLISH))
                .orElse("");
        return Parameters.filter(
                member.name(), label + language, member.stored().orElse(Shape.text()));
    }
}
