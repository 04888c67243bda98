package org.heliograph.cms.content;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;

/** Items made from others: duplicates, translations to begin with, earlier states. */
final class Copies {

    private Copies() {}

    /** The same content with new identifiers, without slugs and without notes on who did what with the original. */
    static ItemNode withoutTraces(ItemState original) {
        Languages languages = original.names().languages();
        ItemNode fresh = fresh(original.item());
        return without(fresh, name -> languages.field(name).equals(Slugs.FIELD));
    }

    private static ItemNode fresh(ItemNode node) {
        SortedMap<String, ItemValue> properties = new TreeMap<>(node.properties());
        properties.keySet().removeIf(name -> !Revision.isContent(name));
        return new ItemNode(
                node.name(),
                UUID.randomUUID().toString(),
                node.type(),
                node.mixins(),
                properties,
                node.children().stream().map(Copies::fresh).toList());
    }

    private static ItemNode with(ItemNode node, SortedMap<String, ItemValue> properties, List<ItemNode> children) {
        return new ItemNode(node.name(), node.id(), node.type(), node.mixins(), properties, List.copyOf(children));
    }

    /** The item without some of its properties and parts. */
    static ItemNode without(ItemNode item, Predicate<String> name) {
        SortedMap<String, ItemValue> properties = new TreeMap<>(item.properties());
        properties.keySet().removeIf(name);
        return with(
                item,
                properties,
                item.children().stream().filter(part -> !name.test(part.name())).toList());
    }

    /** The item with the values of one language in another one too. */
    static ItemNode toLanguage(ItemState state, Locale from, Locale to, boolean overwrite) {
        return toLanguage(state.item(), state.names(), from, to, overwrite);
    }

    private static ItemNode toLanguage(ItemNode node, NodeLanguages names, Locale from, Locale to, boolean overwrite) {
        Languages languages = names.languages();
        SortedMap<String, ItemValue> properties = new TreeMap<>(node.properties());
        node.properties().forEach((stored, value) -> {
            String field = languages.field(stored);
            boolean copied = isIn(names, stored, node, from) && Revision.isContent(stored);
            String target = languages.stored(field, to);
            boolean there = Optional.ofNullable(node.properties().get(target))
                    .map(other -> !other.isEmpty())
                    .orElse(false);
            if (copied && !field.equals(Slugs.FIELD) && (overwrite || !there)) {
                properties.put(target, value);
            }
        });
        Map<String, ItemNode> children = new LinkedHashMap<>();
        node.children().forEach(child -> children.put(child.name(), child));
        for (ItemNode child : node.children()) {
            NodeLanguages below = names.below(child.name(), node.childNames());
            if (below.inherited().isEmpty()) {
                children.put(child.name(), toLanguage(child, below, from, to, overwrite));
            } else if (below.inherited().get().equals(from) && names.inherited().isEmpty()) {
                String target = languages.stored(languages.field(child.name()), to);
                if (overwrite || !children.containsKey(target)) {
                    children.put(target, renamed(fresh(child), target));
                }
            }
        }
        return with(node, properties, new ArrayList<>(children.values()));
    }

    private static boolean isIn(NodeLanguages names, String stored, ItemNode node, Locale language) {
        return names.inherited().isEmpty()
                && names.of(stored, node.propertyNames()).equals(Optional.of(language));
    }

    private static ItemNode renamed(ItemNode node, String name) {
        return new ItemNode(name, node.id(), node.type(), node.mixins(), node.properties(), node.children());
    }

    /**
     * The item with what a version has.
     *
     * @param field whose values come from the version; empty for all
     * @param language whose values come from the version; empty for all and what they share
     */
    static ItemNode restored(ItemState now, ItemNode version, Optional<String> field, Optional<Locale> language) {
        return restored(now.item(), version, now.names(), field, language);
    }

    private static ItemNode restored(
            ItemNode now, ItemNode then, NodeLanguages names, Optional<String> field, Optional<Locale> language) {
        Languages languages = names.languages();
        SortedMap<String, ItemValue> properties = new TreeMap<>();
        ItemNode both = with(now, union(now, then), now.children());
        both.properties().keySet().forEach(stored -> {
            boolean chosen = field.map(languages.field(stored)::equals).orElse(true)
                    && (language.isEmpty()
                            || names.of(stored, both.propertyNames()).equals(language))
                    && Revision.isContent(stored);
            ItemValue value = (chosen ? then : now).properties().get(stored);
            if (value != null) {
                properties.put(stored, value);
            }
        });
        return with(now, properties, parts(now, then, names, field, language));
    }

    private static SortedMap<String, ItemValue> union(ItemNode now, ItemNode then) {
        SortedMap<String, ItemValue> union = new TreeMap<>(then.properties());
        union.putAll(now.properties());
        return union;
    }

    /** The parts of a language come back into the rows that are there; rows come back only with all languages. */
    private static List<ItemNode> parts(
            ItemNode now, ItemNode then, NodeLanguages names, Optional<String> field, Optional<Locale> language) {
        List<ItemNode> parts = new ArrayList<>();
        Set<String> all = new TreeSet<>(now.childNames());
        all.addAll(then.childNames());
        boolean order = language.isEmpty() && field.isEmpty();
        for (ItemNode part : (order ? then : now).children()) {
            part(now, then, names, field, language, part.name(), all).ifPresent(parts::add);
        }
        for (String name : all) {
            if (parts.stream().noneMatch(part -> part.name().equals(name))) {
                part(now, then, names, field, language, name, all).ifPresent(parts::add);
            }
        }
        return parts;
    }

    private static Optional<ItemNode> part(
            ItemNode now,
            ItemNode then,
            NodeLanguages names,
            Optional<String> field,
            Optional<Locale> language,
            String name,
            Set<String> all) {
        NodeLanguages below = names.below(name, all);
        if (!field.map(names.languages().field(name)::equals).orElse(true)) {
            return now.child(name);
        }
        if (language.isEmpty() || below.inherited().equals(language)) {
            return then.child(name);
        }
        if (below.inherited().isPresent()) {
            return now.child(name);
        }
        Optional<ItemNode> old = then.child(name);
        return now.child(name)
                .map(part -> old.isPresent() ? restored(part, old.get(), below, Optional.empty(), language) : part);
    }
}
