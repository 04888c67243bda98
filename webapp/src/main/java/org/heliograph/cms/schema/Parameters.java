package org.heliograph.cms.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.heliograph.cms.definition.Endpoint;
import org.heliograph.cms.definition.Site;
import org.heliograph.cms.schema.Shape.Content;

import static org.heliograph.cms.schema.JsonSchemas.object;
import static org.heliograph.cms.schema.JsonSchemas.text;
import static org.heliograph.cms.schema.JsonSchemas.texts;

/** The parameters of delivery as OpenAPI describes them. */
final class Parameters {

    /** Names that are no filters. */
    private static final Set<String> RESERVED = Set.of(
            "q",
            "orderBy",
            "offset",
            "limit",
            "lang",
            "fields",
            "cursor",
            "facets",
            "expand",
            "depth",
            "alternates",
            "fallbacks");

    private Parameters() {}

    static boolean isReserved(String name) {
        return RESERVED.contains(name);
    }

    static ObjectNode reference(String name) {
        return object().put("$ref", "#/components/parameters/" + name);
    }

    /** Keys of the shared parameters that choose what is shown of nodes. */
    static Stream<String> sharedByAll() {
        return Stream.of("lang", "fields", "expand", "depth", "alternates", "fallbacks");
    }

    /** Keys of the shared parameters that every query takes. */
    static Stream<String> sharedByQueries() {
        Stream<String> own =
                Stream.of("q", "orderBy", "offset", "cursor", "facets", "name", "ancestor", "nodePath", "uuid");
        return Stream.concat(own, sharedByAll());
    }

    static ObjectNode shared(Site.I18n i18n) {
        ObjectNode shared = object();
        shared.set("path", path());
        shared.set(
                "q",
                inQuery("q", text("Full text, in all languages. Words are ANDed; \"a phrase\", -without, *, ?, ~.")));
        shared.set(
                "orderBy",
                inQuery(
                        "orderBy",
                        text("Stored names with commas, each with asc or desc behind a blank: title desc,@name.")));
        shared.set("offset", inQuery("offset", whole().put("default", 0).put("description", "Hits to leave out.")));
        shared.set("lang", inQuery("lang", languages(i18n)));
        shared.set("cursor", inQuery("cursor", text("nextCursor of the page before; empty for the first page.")));
        shared.set("facets", inQuery("facets", text("Stored names with commas; their values are counted.")));
        shaping(shared);
        shared.set("name", filter("@name", "Node name, without regard to case", Shape.text()));
        shared.set("ancestor", inQuery("@ancestor", text("Absolute path; nodes below it at any depth.")));
        shared.set("nodePath", inQuery("@path", text("The path.")));
        shared.set("uuid", inQuery("@jcr:uuid", text("The identifier.")));
        return shared;
    }

    private static void shaping(ObjectNode shared) {
        shared.set(
                "fields",
                inQuery("fields", text("Members to show, with commas; a dot leads into a member, * is any name.")));
        shared.set(
                "expand",
                inQuery(
                        "expand",
                        text("References to resolve, with commas; a dot leads into a member, * is any name.")));
        ObjectNode depth = object().put("type", "integer").put("minimum", 0).put("maximum", 5);
        shared.set(
                "depth",
                inQuery(
                        "depth",
                        depth.put("default", 3).put("description", "Levels of references that expand may resolve.")));
        shared.set("alternates", flag("alternates", "Whether items tell their language versions."));
        shared.set("fallbacks", flag("fallbacks", "Whether nodes tell which values are in another language."));
    }

    private static ObjectNode flag(String name, String description) {
        ObjectNode schema = object().put("type", "boolean").put("default", false);
        return inQuery(name, schema.put("description", description));
    }

    private static ObjectNode path() {
        ObjectNode parameter = object().put("name", "path").put("in", "path").put("required", true);
        parameter.put("description", "Path of the node, whose slashes are sent as they are.");
        parameter.set("schema", object().put("type", "string"));
        return parameter;
    }

    private static ObjectNode inQuery(String name, ObjectNode schema) {
        ObjectNode parameter = object().put("name", name).put("in", "query");
        if (schema.has("description")) {
            parameter.set("description", schema.remove("description"));
        }
        parameter.set("schema", schema);
        return parameter;
    }

    private static ObjectNode whole() {
        return object().put("type", "integer").put("format", "int64").put("minimum", 0);
    }

    private static ObjectNode languages(Site.I18n i18n) {
        Stream<String> tags = i18n.locales().stream().map(Locale::toLanguageTag);
        ObjectNode schema = object().put("type", "string");
        schema.set("enum", texts(Stream.concat(tags, Stream.of("all", "*")).toArray(String[]::new)));
        return schema.put(
                "description",
                "Language of the values; all shows every stored value under its stored name, and * an object of"
                        + " the values in each language in place of a value."
                        + " Without it the header Accept-Language counts, or else "
                        + i18n.defaultLocale().toLanguageTag() + ".");
    }

    static ObjectNode limit(Endpoint endpoint) {
        ObjectNode schema = whole().put("maximum", endpoint.maxLimit())
                .put("default", Math.min(endpoint.limit(), endpoint.maxLimit()))
                .put("description", "Hits of a page; a larger number is cut to the maximum.");
        return inQuery("limit", schema);
    }

    /**
     * A filter by a property.
     *
     * @param stored what one stored value is
     */
    static ObjectNode filter(String name, String label, Shape stored) {
        ObjectNode parameter = object().put("name", name).put("in", "query");
        parameter.put("description", label + ". " + name + "=value stands for " + name + "[eq]=value.");
        parameter.put("style", "deepObject").put("explode", true);
        parameter.set("schema", JsonSchemas.reference(filterOf(stored)));
        return parameter;
    }

    private static String filterOf(Shape stored) {
        if (stored instanceof Shape.Number) {
            return "NumberFilter";
        }
        if (stored instanceof Shape.Flag) {
            return "FlagFilter";
        }
        return stored instanceof Shape.Text text && text.content() == Content.MOMENT ? "DateFilter" : "TextFilter";
    }

    /** The schemas of filters: one member for each operator. */
    static Map<String, ObjectNode> filters() {
        Map<String, ObjectNode> filters = new LinkedHashMap<>();
        String alternatives = " Alternatives are separated by |, sent as %7C.";
        ObjectNode texts = operators("Text to compare with." + alternatives);
        patterns((ObjectNode) texts.get("properties"));
        filters.put("TextFilter", texts);
        filters.put("NumberFilter", operators("Number to compare with." + alternatives));
        filters.put(
                "DateFilter",
                operators("A day in UTC such as 2024-05-31, or a moment such as"
                        + " 2024-05-31T08:30:00.000+08:00 with + sent as %2B."));
        filters.put("FlagFilter", flags());
        return filters;
    }

    private static ObjectNode operators(String value) {
        ObjectNode properties = object();
        properties.set("eq", text("Equal. " + value));
        properties.set("ne", text("Has the property, and none of its values is equal."));
        properties.set("lt", text("Less."));
        properties.set("lte", text("Less or equal."));
        properties.set("gt", text("Greater."));
        properties.set("gte", text("Greater or equal."));
        for (String range : List.of("in", "not-in")) {
            String description = (range.equals("in") ? "Within" : "Outside") + " from~to, both included.";
            properties.set(range, text(description).put("pattern", "~"));
        }
        return filter(properties);
    }

    private static void patterns(ObjectNode properties) {
        properties.set("like", text("Pattern: % any run, _ one character, \\ takes the next literally."));
        properties.set("ilike", text("Like like, without regard to case."));
    }

    private static ObjectNode flags() {
        ObjectNode properties = object();
        properties.set("eq", object().put("type", "boolean"));
        properties.set("ne", object().put("type", "boolean"));
        return filter(properties);
    }

    private static ObjectNode filter(ObjectNode properties) {
        properties.set("null", object().put("type", "boolean").put("description", "True: lacks the property."));
        ObjectNode schema = object().put("type", "object");
        schema.set("properties", properties);
        return schema.put("additionalProperties", false);
    }
}
