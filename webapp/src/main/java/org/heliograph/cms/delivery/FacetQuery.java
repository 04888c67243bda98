package org.heliograph.cms.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonpCharacterEscapes;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.heliograph.cms.content.Declared;
import org.heliograph.cms.definition.ContentType;
import org.heliograph.cms.definition.ContentType.Property;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.Endpoint;
import org.heliograph.cms.definition.Hints;
import org.heliograph.cms.index.FacetValue;
import org.heliograph.cms.web.RestException;

/** The properties whose values a query counts, with {@code facets=category,level}. */
final class FacetQuery {

    private static final int MAX_FACETS = 10;
    private static final Set<String> UNCOUNTED = Set.of("Date", "richText");
    private static final JsonFactory JSON = new JsonFactory().setCharacterEscapes(JsonpCharacterEscapes.instance());

    private final List<String> names;
    /** Those of type Boolean, which the index keeps as texts. */
    private final Set<String> flags;

    private FacetQuery(List<String> names, Set<String> flags) {
        this.names = names;
        this.flags = flags;
    }

    /**
     * @param list stored names with commas between them
     * @throws RestException if there are too many, or one is no property that the endpoint shows and that can be counted
     */
    static FacetQuery parse(String list, Endpoint endpoint, Definitions definitions) {
        List<String> names = FieldSelection.names(list).stream().distinct().toList();
        if (names.size() > MAX_FACETS) {
            throw RestException.badRequest("The parameter facets takes up to " + MAX_FACETS + " names.");
        }
        List<Property> declared = declared(endpoint, definitions);
        Visible visible = new Visible(endpoint);
        for (String name : names) {
            check(name, declared, visible);
        }
        Set<String> flags = declared.stream()
                .filter(property -> property.type().equals("Boolean"))
                .map(Property::name)
                .collect(Collectors.toSet());
        return new FacetQuery(names, flags);
    }

    private static List<Property> declared(Endpoint endpoint, Definitions definitions) {
        return Declared.in(definitions, endpoint.workspace().orElse("")).stream()
                .map(ContentType::model)
                .filter(model -> endpoint.nodeTypes().orElse(List.of()).contains(model.nodeType()))
                .flatMap(model -> model.properties().stream()
                        .filter(property -> model.subModel(property.type()).isEmpty()))
                .toList();
    }

    private static void check(String name, List<Property> declared, Visible visible) {
        List<Property> named = declared.stream()
                .filter(property -> name.equals(property.name())
                        || property.i18n() && Visible.withoutLanguage(name).equals(property.name()))
                .toList();
        boolean unknown = named.isEmpty() && !declared.isEmpty() || name.startsWith("@");
        if (unknown || !visible.shows(name)) {
            List<String> known =
                    declared.stream().map(Property::name).filter(visible::shows).toList();
            throw RestException.badRequest("The parameter facets takes properties that the endpoint shows, and '"
                    + QueryString.shortened(name) + "' is none. " + Hints.oneOf(name, known));
        }
        if (named.stream().anyMatch(property -> UNCOUNTED.contains(property.type()))) {
            throw RestException.badRequest("The parameter facets cannot count '" + QueryString.shortened(name)
                    + "': dates and rich texts are hardly ever equal. Filter by ranges instead.");
        }
    }

    /** @param count tells the values of properties */
    String json(Function<List<String>, Map<String, List<FacetValue>>> count) throws IOException {
        Map<String, List<FacetValue>> counted = count.apply(names);
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (String name : names) {
                json.writeArrayFieldStart(name);
                for (FacetValue each : counted.getOrDefault(name, List.of())) {
                    json.writeStartObject();
                    writeValue(json, name, each.value());
                    json.writeNumberField("count", each.count());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    private void writeValue(JsonGenerator json, String name, Object value) throws IOException {
        if (value instanceof Long number) {
            json.writeNumberField("value", number);
        } else if (value instanceof Double number) {
            json.writeNumberField("value", number);
        } else if (flags.contains(name) && (value.equals("true") || value.equals("false"))) {
            json.writeBooleanField("value", value.equals("true"));
        } else {
            json.writeStringField("value", value.toString());
        }
    }
}
