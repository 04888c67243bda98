package org.heliograph.cms.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.jcr.PropertyType;
import org.heliograph.cms.content.Declared;
import org.heliograph.cms.content.ItemNode;
import org.heliograph.cms.content.ItemValue;
import org.heliograph.cms.content.Languages;
import org.heliograph.cms.content.Slugs;
import org.heliograph.cms.definition.ConfigNode;
import org.heliograph.cms.definition.ContentType;
import org.heliograph.cms.definition.Definitions;

/** Finds what there is to be translated: texts that a content type declares to have a value per language, slugs aside. */
final class Translatables {

    private static final Set<String> TEXTS = Set.of("String", "richText");

    private final Definitions definitions;
    private final Languages languages;
    private final LanguagePair pair;
    private final Locale reader;

    /** @param reader language of the labels */
    Translatables(Definitions definitions, LanguagePair pair, Locale reader) {
        this.definitions = definitions;
        this.languages = new Languages(definitions.site().i18n());
        this.pair = pair;
        this.reader = reader;
    }

    /** The texts of an item in the order of its content type; none of an item without one. */
    List<TranslatableText> of(String workspace, String path, ItemNode item) {
        Found found = new Found(workspace, path, item.id());
        Declared.in(definitions, workspace).stream()
                .filter(type -> type.model().nodeType().equals(item.type()))
                .findFirst()
                .ifPresent(
                        type -> found.collect(item, type.model(), type.model().properties(), List.of(), List.of()));
        return found.texts;
    }

    private final class Found {

        private final String workspace;
        private final String path;
        private final String id;
        private final List<TranslatableText> texts = new ArrayList<>();

        private Found(String workspace, String path, String id) {
            this.workspace = workspace;
            this.path = path;
            this.id = id;
        }

        /**
         * @param steps names on the way from the item
         * @param declared the same without the names of rows
         */
        private void collect(
                ItemNode node,
                ContentType.Model model,
                List<ContentType.Property> properties,
                List<String> steps,
                List<String> declared) {
            for (ContentType.Property property : properties) {
                Optional<ContentType.SubModel> part = model.subModel(property.type());
                if (part.isPresent() && !property.i18n()) {
                    node.child(property.name())
                            .ifPresent(child -> collectParts(
                                    child,
                                    model,
                                    part.get(),
                                    property.multiple(),
                                    steps,
                                    plus(declared, property.name())));
                } else if (property.i18n()
                        && !property.readOnly()
                        && !property.name().equals(Slugs.FIELD)
                        && property.options().isEmpty()
                        && TEXTS.contains(property.type())) {
                    add(node, property, steps, plus(declared, property.name()));
                }
            }
        }

        private void collectParts(
                ItemNode child,
                ContentType.Model model,
                ContentType.SubModel part,
                boolean list,
                List<String> steps,
                List<String> declared) {
            List<String> below = plus(steps, child.name());
            if (!list) {
                collect(child, model, part.properties(), below, declared);
                return;
            }
            for (ItemNode row : child.children()) {
                collect(row, model, part.properties(), plus(below, row.name()), declared);
            }
        }

        private void add(ItemNode node, ContentType.Property property, List<String> steps, List<String> declared) {
            List<String> sources = values(node, property.name(), pair.source());
            List<String> targets = values(node, property.name(), pair.target());
            for (int i = 0; i < sources.size(); i++) {
                if (!sources.get(i).isBlank()) {
                    String field = String.join("/", plus(steps, property.name()));
                    texts.add(new TranslatableText(
                            workspace,
                            id,
                            path,
                            property.multiple() ? field + "/#" + (i + 1) : field,
                            label(property, declared),
                            property.type().equals("richText"),
                            sources.get(i),
                            i < targets.size() ? targets.get(i) : ""));
                }
            }
        }

        private String label(ContentType.Property property, List<String> declared) {
            String key = "." + String.join(".", declared) + ".label";
            return apps().stream()
                    .flatMap(app -> definitions.messages().find(reader, app + key).stream())
                    .findFirst()
                    .or(property::label)
                    .orElse(property.name());
        }

        private List<String> apps() {
            return definitions.apps().entrySet().stream()
                    .filter(app -> app.getValue()
                            .config()
                            .at("datasource.workspace")
                            .flatMap(ConfigNode::text)
                            .filter(workspace::equals)
                            .isPresent())
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toList());
        }
    }

    private static List<String> plus(List<String> steps, String step) {
        List<String> more = new ArrayList<>(steps);
        more.add(step);
        return more;
    }

    /** The default language may have been stored under its name. */
    private List<String> values(ItemNode node, String field, Locale language) {
        return Optional.ofNullable(node.properties().get(field + "_" + language))
                .filter(value -> !value.isEmpty())
                .or(() -> Optional.ofNullable(node.properties().get(languages.stored(field, language))))
                .filter(value -> value.type() == PropertyType.STRING)
                .map(ItemValue::texts)
                .orElse(List.of());
    }
}
