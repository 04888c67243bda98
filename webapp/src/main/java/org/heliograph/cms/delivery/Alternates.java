package org.heliograph.cms.delivery;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.heliograph.cms.content.Languages;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.definition.Site;

/** The language versions of an item, told by the values that it and its shown children have in each language. */
final class Alternates {

    private final BiFunction<Scope, NodeSnapshot, List<NodeSnapshot>> children;
    private final Scope scope;
    private final Site.I18n i18n;
    private final Map<String, Integer> valuesByLanguage = new TreeMap<>();
    private int properties;

    /**
     * @param children tells those that are shown of a node
     * @param scope of the item
     */
    Alternates(BiFunction<Scope, NodeSnapshot, List<NodeSnapshot>> children, Scope scope, Site.I18n i18n) {
        this.children = children;
        this.scope = scope;
        this.i18n = i18n;
    }

    /** Writes the versions that have any value, in the order of the site. */
    void write(JsonGenerator json, NodeSnapshot item, Links links, Asked asked) throws IOException {
        count(scope, item, asked.endpoint().depth());
        json.writeArrayFieldStart("@alternates");
        for (Locale locale : i18n.locales()) {
            String tag = locale.toLanguageTag();
            int values = valuesByLanguage.getOrDefault(tag, 0);
            if (values > 0) {
                json.writeStartObject();
                json.writeStringField("lang", tag);
                json.writeBooleanField("complete", values == properties);
                json.writeStringField("@link", links.version(asked, item.path(), tag));
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    /** What the request wants to see of it does not count. */
    private void count(Scope here, NodeSnapshot node, int depth) {
        new Translations(new Languages(i18n)).of(node, here).forEach((name, values) -> {
            boolean counts = values.localized() && !NodeSnapshot.isSystemProperty(name);
            if (counts && !values.stored().isEmpty()) {
                properties++;
                values.stored().keySet().forEach(l -> valuesByLanguage.merge(l.toLanguageTag(), 1, Integer::sum));
            }
        });
        if (depth > 0) {
            for (NodeSnapshot child : children.apply(here, node)) {
                count(here.below(child.name()), child, depth - 1);
            }
        }
    }
}
