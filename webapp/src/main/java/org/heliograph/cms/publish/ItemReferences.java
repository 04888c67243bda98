package org.heliograph.cms.publish;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.jcr.PropertyType;
import org.heliograph.cms.content.Declared;
import org.heliograph.cms.content.ItemNode;
import org.heliograph.cms.content.ItemValue;
import org.heliograph.cms.content.NodeLanguages;
import org.heliograph.cms.definition.ContentType;

/** The items that an item refers to: by references, declared identifiers, asset keys and links in rich text. */
final class ItemReferences {

    private static final Pattern LINK = Pattern.compile("\\$\\{link:\\{uuid:\\{([^}]*)},repository:\\{([^}]*)}");
    private static final String ASSET = "asset";
    private static final String ASSETS = "dam";
    private static final String ASSET_KEY = "jcr:";

    private final String workspace;
    private final Map<String, ContentType> types;
    private final Set<ItemId> found = new LinkedHashSet<>();

    private ItemReferences(String workspace, Map<String, ContentType> types) {
        this.workspace = workspace;
        this.types = types;
    }

    /**
     * @param names which values of the item belong to which language
     * @param chosen which languages count; it is asked with nothing for what all languages share
     * @param types content types by name
     */
    static Set<ItemId> of(
            Working item, NodeLanguages names, Predicate<Optional<Locale>> chosen, Map<String, ContentType> types) {
        ItemReferences references = new ItemReferences(item.workspace(), types);
        references.add(item.item().only(names, chosen, Optional.empty()), names.declared());
        references.found.remove(item.id());
        return references.found;
    }

    private void add(ItemNode node, Declared declared) {
        node.properties().forEach((stored, value) -> add(field(stored, declared), value, declared));
        node.children().forEach(child -> add(child, declared.below(field(child.name(), declared))));
    }

    /** The declared name that a stored one begins with, as values in other languages do. */
    private static String field(String stored, Declared declared) {
        int end = stored.length();
        while (end > 0 && declared.property(stored.substring(0, end)).isEmpty()) {
            end = stored.lastIndexOf('_', end - 1);
        }
        return end <= 0 ? stored : stored.substring(0, end);
    }

    private void add(String field, ItemValue value, Declared declared) {
        if (value.type() == PropertyType.REFERENCE || value.type() == PropertyType.WEAKREFERENCE) {
            value.texts().forEach(id -> found.add(new ItemId(workspace, id)));
            return;
        }
        Optional<ContentType> target = declared.referencedBy(field).map(types::get);
        boolean asset = declared.property(field)
                .filter(property -> property.type().equals(ASSET))
                .isPresent();
        for (String text : value.texts()) {
            if (target.isPresent() && !text.isBlank()) {
                found.add(new ItemId(target.get().datasource().workspace(), text));
            } else if (asset && text.startsWith(ASSET_KEY)) {
                found.add(new ItemId(ASSETS, text.substring(ASSET_KEY.length())));
            } else if (value.type() == PropertyType.STRING) {
                addLinks(text);
            }
        }
    }

    private void addLinks(String text) {
        for (Matcher link = LINK.matcher(text); link.find(); ) {
            String id = link.group(1);
            found.add(new ItemId(link.group(2), id.startsWith(ASSET_KEY) ? id.substring(ASSET_KEY.length()) : id));
        }
    }
}
