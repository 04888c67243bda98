package org.heliograph.cms.content;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.jcr.ItemNotFoundException;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.cms.content.FieldProblem.Spot;
import org.heliograph.cms.definition.ContentType;
import org.heliograph.cms.definition.ContentType.Option;
import org.heliograph.cms.definition.ContentType.Property;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.repository.ContentRepository;

/**
 * Checks items against their content types. A draft may be incomplete; what is published may not. Items that no content
 * type describes have no problems.
 */
public final class ItemCheck {

    /** Workspace and node type of pictures and files. */
    static final String ASSETS = "dam";

    static final String ASSET_TYPE = "mgnl:asset";
    /** What stands before an asset's identifier, as Magnolia stores it. */
    static final String ASSET_PREFIX = "jcr:";

    /** Most values of a field and most rows of a list. */
    static final int MAX_VALUES = 1_000;

    private final Definitions definitions;
    private final ContentRepository repository;
    private final Languages languages;

    /** @param repository where what items refer to is looked for */
    public ItemCheck(Definitions definitions, ContentRepository repository) {
        this.definitions = definitions;
        this.repository = repository;
        this.languages = new Languages(definitions.site().i18n());
    }

    /**
     * What keeps an item from being published in some languages: missing and wrong values of these languages and of what
     * all share. References have to lead to an item; whether that is published is not looked at.
     *
     * @return in the order of the content type; empty if all is well
     */
    public List<FieldProblem> forPublishing(String workspace, ItemNode item, Set<Locale> published)
            throws RepositoryException {
        return check(workspace, item, new Run(published, true));
    }

    /** What may not even be stored in a draft, in any language. */
    List<FieldProblem> forSaving(String workspace, ItemNode item) throws RepositoryException {
        return check(workspace, item, new Run(Set.copyOf(languages.i18n().locales()), false));
    }

    private List<FieldProblem> check(String workspace, ItemNode item, Run run) throws RepositoryException {
        run.node(item, languages.of(Declared.of(definitions, workspace, item.type())), Spot.ITEM);
        for (Map.Entry<String, List<Link>> links : run.links.entrySet()) {
            if (repository.workspaces().contains(links.getKey())) {
                repository.read(links.getKey(), session -> run.checkLinks(session, links.getValue()));
            }
        }
        return run.problems;
    }

    /** A reference that has to lead to a node of a type. */
    private record Link(Spot spot, String id, String nodeType) {}

    private final class Run {

        private final Set<Locale> checked;
        private final boolean complete;
        private final List<FieldProblem> problems = new ArrayList<>();
        private final Map<String, List<Link>> links = new LinkedHashMap<>();

        /**
         * @param checked languages
         * @param complete whether required values have to be there
         */
        Run(Set<Locale> checked, boolean complete) {
            this.checked = checked;
            this.complete = complete;
        }

        void node(ItemNode node, NodeLanguages names, Spot spot) {
            for (Property property : names.declared().properties()) {
                Spot field = spot.below(property.name());
                if (names.declared().subModel(property).isPresent()) {
                    parts(property, node, names, field);
                } else {
                    values(property, node, names, field);
                }
            }
        }

        private void values(Property property, ItemNode node, NodeLanguages names, Spot spot) {
            Set<Optional<Locale>> found = new HashSet<>();
            for (String stored : storedNames(property, node.propertyNames())) {
                Optional<Locale> language = names.of(stored, node.propertyNames());
                ItemValue value = node.properties().get(stored);
                if (isChecked(language)) {
                    value(property, value, spot.in(language));
                }
                if (!value.isEmpty()) {
                    found.add(language);
                }
            }
            requireValue(property, names, found, spot);
        }

        private void parts(Property property, ItemNode node, NodeLanguages names, Spot spot) {
            Set<Optional<Locale>> found = new HashSet<>();
            for (String stored : storedNames(property, node.childNames())) {
                Optional<Locale> language = names.of(stored, node.childNames());
                ItemNode part = node.child(stored).orElseThrow();
                if (isChecked(language)) {
                    part(part, names.below(stored, node.childNames()), spot.in(language));
                }
                if (!property.multiple() || !part.children().isEmpty()) {
                    found.add(language);
                }
            }
            requireValue(property, names, found, spot);
        }

        private void part(ItemNode part, NodeLanguages names, Spot spot) {
            if (!names.declared().isList()) {
                node(part, names, spot);
                return;
            }
            if (part.children().size() > MAX_VALUES) {
                problems.add(FieldProblem.of(spot, "field-too-many", MAX_VALUES));
            }
            for (int i = 0; i < part.children().size(); i++) {
                ItemNode row = part.children().get(i);
                node(row, names.below(row.name(), part.childNames()), spot.below(String.valueOf(i)));
            }
        }

        private boolean isChecked(Optional<Locale> language) {
            return language.map(checked::contains).orElse(true);
        }

        private void requireValue(Property property, NodeLanguages names, Set<Optional<Locale>> found, Spot spot) {
            if (!complete || !property.required()) {
                return;
            }
            Set<Optional<Locale>> wanted = new LinkedHashSet<>();
            if (names.inherited().isPresent() || !property.i18n()) {
                wanted.add(names.inherited());
            } else {
                languages.i18n().locales().stream()
                        .filter(checked::contains)
                        .forEach(locale -> wanted.add(Optional.of(locale)));
            }
            wanted.removeAll(found);
            wanted.forEach(language -> problems.add(FieldProblem.of(spot.in(language), "field-empty")));
        }

        private void value(Property property, ItemValue value, Spot spot) {
            if (!FieldValue.isOfType(property.type(), value.type())) {
                problems.add(FieldProblem.of(spot, "field-wrong-type", property.type()));
                return;
            }
            if (value.texts().size() > MAX_VALUES) {
                problems.add(FieldProblem.of(spot, "field-too-many", MAX_VALUES));
                return;
            }
            for (String text : value.texts()) {
                text(property, text, spot);
            }
        }

        private void text(Property property, String text, Spot spot) {
            FieldText.fault(text, property.type().equals(FieldValue.RICH_TEXT), spot)
                    .ifPresent(problems::add);
            if (text.isEmpty()) {
                return;
            }
            if (!property.options().isEmpty()
                    && property.options().stream().map(Option::value).noneMatch(text::equals)) {
                problems.add(FieldProblem.of(spot, "field-not-one-of", options(property)));
            }
            if (property.type().equals(FieldValue.ASSET)) {
                link(
                        ASSETS,
                        ASSET_TYPE,
                        text.startsWith(ASSET_PREFIX) ? text.substring(ASSET_PREFIX.length()) : text,
                        spot);
            }
            property.referencedType()
                    .flatMap(type ->
                            Optional.ofNullable(definitions.contentTypes().get(type)))
                    .ifPresent(type -> link(workspace(type), type.model().nodeType(), text, spot));
        }

        private String options(Property property) {
            return property.options().stream().map(Option::value).collect(Collectors.joining(", "));
        }

        private String workspace(ContentType type) {
            return type.datasource().workspace();
        }

        private void link(String workspace, String nodeType, String id, Spot spot) {
            links.computeIfAbsent(workspace, w -> new ArrayList<>()).add(new Link(spot, id, nodeType));
        }

        boolean checkLinks(Session session, List<Link> all) throws RepositoryException {
            for (Link link : all) {
                Optional<Node> target = target(session, link.id());
                if (target.isEmpty()) {
                    problems.add(FieldProblem.of(link.spot(), "reference-nowhere", link.id()));
                } else if (!target.get().isNodeType(link.nodeType())) {
                    problems.add(FieldProblem.of(
                            link.spot(), "reference-wrong-type", target.get().getPath(), link.nodeType()));
                }
            }
            return true;
        }

        private Optional<Node> target(Session session, String id) throws RepositoryException {
            try {
                return Optional.of(session.getNodeByIdentifier(id));
            } catch (ItemNotFoundException e) {
                return Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.empty(); // what is no identifier at all
            }
        }
    }

    private Set<String> storedNames(Property property, Set<String> names) {
        Set<String> stored = new TreeSet<>();
        names.stream()
                .filter(name -> languages.field(name).equals(property.name()))
                .forEach(stored::add);
        return stored;
    }
}
