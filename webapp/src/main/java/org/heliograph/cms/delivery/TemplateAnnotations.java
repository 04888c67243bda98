package org.heliograph.cms.delivery;

import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.PageTemplate;
import org.heliograph.cms.definition.PageTemplate.Area;
import org.heliograph.cms.definition.PageTemplate.AreaType;

/**
 * What Magnolia's page editor has to know of a page, its areas and its components: the texts of the comments that
 * surround them in a page, without the signs that make them comments.
 */
public final class TemplateAnnotations {

    private final String workspace;
    private final PageAreas areas;
    private final Definitions definitions;
    private final Locale locale;

    /**
     * @param workspace of the pages
     * @param areas of the pages
     * @param definitions that hold
     * @param locale of labels
     */
    public TemplateAnnotations(String workspace, PageAreas areas, Definitions definitions, Locale locale) {
        this.workspace = workspace;
        this.areas = areas;
        this.definitions = definitions;
        this.locale = locale;
    }

    /** That of a page. */
    public String page(NodeSnapshot page, PageTemplate template) {
        return new Attributes("cms:page")
                .add("content", place(page))
                .addIf("dialog", template.dialog())
                .text();
    }

    /** That of a component. */
    public String component(NodeSnapshot component, PageTemplate template) {
        return component(component, template, Optional.empty());
    }

    /**
     * That of a component in a page.
     *
     * @param inherited whether it is one of a page above; empty in an area that takes over none
     */
    public String component(NodeSnapshot component, PageTemplate template, Optional<Boolean> inherited) {
        return new Attributes("cms:component")
                .add("content", place(component))
                .addIf("inherited", inherited)
                .addIf("dialog", template.dialog())
                .add("label", label(template.title()))
                .addIf("description", description(template.description()))
                .add("activationStatus", activationStatus(component))
                .text();
    }

    /**
     * That of an area.
     *
     * @param made whether the area has a node, which an optional one need not have
     */
    public String area(NodeSnapshot area, Area definition, boolean made) {
        int own = areas.components(area).size();
        int all = own + areas.fill(area, definition).inherited().size();
        return new Attributes("cms:area")
                .add("content", place(area))
                .add("name", definition.name())
                .add("availableComponents", availableComponents(definition))
                .add("type", definition.type().text())
                .addIf("dialog", definition.dialog())
                .add("label", label(definition.title()))
                .add("inherit", definition.inheritance().enabled())
                .add("optional", definition.optional())
                .addIf("created", Optional.of(made).filter(yes -> definition.optional()))
                .add("createdAreaNode", definition.createAreaNode())
                .add("showAddButton", isRoomFor(definition, all, definition.maxComponents()))
                .add("showNewComponentArea", isRoomFor(definition, own, Optional.empty()))
                .addIf("description", description(definition.description()))
                .add("activationStatus", activationStatus(area))
                .text();
    }

    private static String availableComponents(Area definition) {
        List<String> components =
                definition.type() == AreaType.NO_COMPONENT ? List.of() : definition.availableComponents();
        return String.join(",", components);
    }

    private static boolean isRoomFor(Area definition, int components, Optional<Integer> most) {
        boolean single = definition.type() == AreaType.SINGLE
                || definition.maxComponents().equals(Optional.of(1));
        return definition.type() != AreaType.NO_COMPONENT && components < (single ? 1 : most.orElse(Integer.MAX_VALUE));
    }

    private String place(NodeSnapshot node) {
        return workspace + ":" + node.path();
    }

    /** A title is a key of a text, or a text itself. */
    private String label(String title) {
        return definitions.messages().find(locale, title).orElse(title);
    }

    private Optional<String> description(String description) {
        return Optional.of(description).filter(text -> !text.isEmpty()).map(this::label);
    }

    /** 0 for what was never published, 1 for what was changed since, 2 for what is published as it is. */
    private static int activationStatus(NodeSnapshot node) {
        boolean active = node.property("mgnl:activationStatus")
                .filter(property -> property.text().equals("true"))
                .isPresent();
        if (!active) {
            return 0;
        }
        Optional<OffsetDateTime> published = date(node, "mgnl:lastActivated");
        Optional<OffsetDateTime> changed = date(node, "mgnl:lastModified");
        boolean changedSince =
                published.isPresent() && changed.isPresent() && changed.get().isAfter(published.get());
        return changedSince ? 1 : 2;
    }

    private static Optional<OffsetDateTime> date(NodeSnapshot node, String property) {
        return node.property(property).stream()
                .flatMap(each -> each.values().stream())
                .filter(OffsetDateTime.class::isInstance)
                .map(OffsetDateTime.class::cast)
                .findFirst();
    }

    /**
     * All of a page, area or component and what is in it, by path.
     *
     * @param root without a template that is there it has no annotation, and stands alone
     */
    Map<String, String> below(NodeSnapshot root) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(root.path(), "");
        add(root, annotations);
        return annotations;
    }

    private void add(NodeSnapshot node, Map<String, String> annotations) {
        Optional<String> annotation = PageAreas.isArea(node)
                ? areas.definition(node).map(definition -> area(node, definition, true))
                : areas.template(node).map(template -> annotation(node, template));
        if (annotation.isPresent()) {
            annotations.put(node.path(), annotation.get());
            areas.partsOf(node).forEach(part -> add(part, annotations));
        }
    }

    private String annotation(NodeSnapshot node, PageTemplate template) {
        return PageAreas.isPage(node) ? page(node, template) : component(node, template);
    }

    /** Attributes as they stand in a comment; no value ends the comment or an attribute. */
    private static final class Attributes {

        private final StringBuilder text;

        Attributes(String name) {
            text = new StringBuilder(name);
        }

        Attributes add(String name, Object value) {
            String safe = value.toString().replace("\"", "&quot;").replace("--", "&#45;&#45;");
            text.append(' ').append(name).append("=\"").append(safe).append('"');
            return this;
        }

        Attributes addIf(String name, Optional<?> value) {
            value.ifPresent(there -> add(name, there));
            return this;
        }

        String text() {
            return text.toString();
        }
    }
}
