package org.heliograph.cms.publish;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.jcr.PropertyType;
import org.heliograph.cms.content.ItemNode;
import org.heliograph.cms.content.ItemValue;
import org.heliograph.cms.content.NodeLanguages;
import org.heliograph.cms.content.PublishedLanguages;
import org.heliograph.cms.definition.Site;

/** The languages of items. */
final class ItemLanguages {

    private ItemLanguages() {}

    /**
     * The languages of the site that an item has any value in.
     *
     * @return empty for an item without values per language, which belongs to all
     */
    static Set<Locale> of(ItemNode item, NodeLanguages names, Optional<ItemNode> beside) {
        Set<Locale> languages = new HashSet<>();
        for (Locale locale : names.languages().i18n().locales()) {
            ItemNode own = item.only(names, language -> language.equals(Optional.of(locale)), beside);
            if (hasValue(own)) {
                languages.add(locale);
            }
        }
        return languages;
    }

    private static boolean hasValue(ItemNode node) {
        return node.properties().values().stream().anyMatch(value -> !value.isEmpty())
                || node.children().stream().anyMatch(ItemLanguages::hasValue);
    }

    /**
     * What a published item's node says after it was published in more languages.
     *
     * @param before what it said; absent if it was not published, or had no values per language
     * @return empty for all languages
     */
    static Set<String> united(Optional<Set<String>> before, Collection<Locale> languages, Site.I18n i18n) {
        if (before.filter(Set::isEmpty).isPresent()) {
            return Set.of();
        }
        Set<String> all = new TreeSet<>(before.orElse(Set.of()));
        languages.forEach(locale -> all.add(locale.toString()));
        return all.containsAll(tags(i18n.locales())) ? Set.of() : all;
    }

    /** The languages that are left after some were taken back. */
    static Set<String> without(Set<String> before, Collection<Locale> languages, Site.I18n i18n) {
        Set<String> left = new TreeSet<>(before.isEmpty() ? tags(i18n.locales()) : before);
        left.removeAll(tags(languages));
        return left;
    }

    private static Set<String> tags(Collection<Locale> languages) {
        return languages.stream().map(Locale::toString).collect(Collectors.toSet());
    }

    /** An item that says of itself and its parts what languages it is published in. */
    static ItemNode saying(ItemNode item, Set<String> languages) {
        List<String> mixins = new ArrayList<>(item.mixins());
        SortedMap<String, ItemValue> properties = new TreeMap<>(item.properties());
        mixins.remove(PublishedLanguages.MIXIN);
        properties.remove(PublishedLanguages.PROPERTY);
        if (!languages.isEmpty()) {
            mixins.add(PublishedLanguages.MIXIN);
            properties.put(
                    PublishedLanguages.PROPERTY, new ItemValue(PropertyType.STRING, true, List.copyOf(languages)));
        }
        return new ItemNode(
                item.name(),
                item.id(),
                item.type(),
                List.copyOf(mixins),
                Collections.unmodifiableSortedMap(properties),
                item.children().stream().map(part -> saying(part, languages)).toList());
    }

    /** An item without saying it. */
    static ItemNode plain(ItemNode item) {
        return saying(item, Set.of());
    }
}
