package org.heliograph.cms.site;

import freemarker.core.Environment;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.PageTemplate;
import org.heliograph.cms.definition.PageTemplate.Area;
import org.heliograph.cms.definition.PageTemplate.AreaType;
import org.heliograph.cms.delivery.PageAreas;
import org.heliograph.cms.delivery.TemplateAnnotations;
import org.heliograph.cms.site.ContentMap.Seen;
import org.heliograph.template.TemplateFunctions;

/** Makes one page: runs its script, those of its areas and those of their components, each with objects of its own. */
final class PageRendering {

    static final String TEMPLATE = "mgnl:template";

    /** Areas within components within areas, and so on. */
    private static final int MOST_LEVELS = 40;

    private final Reading reading;
    private final PageRequest request;
    private final Scripts scripts;
    private final Definitions definitions;
    private final PageAreas areas;
    private final TemplateAnnotations marks;
    private final ContentMap page;
    private final RequestObjects objects;
    private final Map<String, Object> always = new HashMap<>();
    private int level;

    /**
     * @param page the node that the address leads to
     * @param functions for the objects {@code hgfn}
     */
    PageRendering(
            Reading reading, PageRequest request, Scripts scripts, NodeSnapshot page, TemplateFunctions functions) {
        this.reading = reading;
        this.request = request;
        this.scripts = scripts;
        this.definitions = reading.definitions();
        this.areas = new PageAreas(
                definitions,
                reading.snapshot(),
                reading.viewOf(SiteLinks.WEBSITE, page.path()),
                SiteLinks.WEBSITE,
                node -> reading.isShownWith(page, node));
        this.marks = new TemplateAnnotations(SiteLinks.WEBSITE, areas, definitions, request.locale());
        this.page = new ContentMap(reading, SiteLinks.WEBSITE, page, Seen.BY_SCRIPTS);
        TemplateObjects wrapper = scripts.objects();
        this.objects = new RequestObjects(request, reading, this.page, wrapper);
        always.put("contextPath", reading.links().contextPath());
        always.put("state", objects.state());
        always.put("i18n", objects.messages());
        always.put("cmsfn", CmsFunctions.of(request, reading, this.page, wrapper));
        always.put("damfn", AssetFunctions.of(reading, wrapper));
        always.put("resfn", ResourceFunctions.of(definitions, reading.links().contextPath(), wrapper));
        always.put("hgfn", functions);
    }

    /** Whether a node can be rendered at all. */
    static Optional<PageTemplate> templateOf(Definitions definitions, NodeSnapshot node) {
        return templateId(node).map(id -> definitions.pageTemplates().get(id));
    }

    static Optional<String> templateId(NodeSnapshot node) {
        return node.property(TEMPLATE).map(NodeSnapshot.Property::text).filter(id -> !id.isBlank());
    }

    /** Something that is rendered: a page, a component or an area. */
    final class Frame {

        private final ContentMap content;
        private final Object definition;
        private final Map<String, Area> areasByName;
        private final Map<String, Object> model;
        private final Map<String, TemplateModel> attributes;

        Frame(
                ContentMap content,
                Map<String, Object> definition,
                Map<String, Area> areasByName,
                Optional<Frame> parent,
                Map<String, TemplateModel> attributes) {
            this.content = content;
            this.definition = definition;
            this.areasByName = areasByName;
            this.attributes = attributes;
            this.model = new HashMap<>();
            model.put("content", content);
            model.put("definition", definition);
            model.put("root", parent.map(frame -> frame.model.get("root")).orElse(model));
            parent.ifPresent(frame -> model.put("parent", frame.model));
        }

        ContentMap content() {
            return content;
        }

        Map<String, Area> areas() {
            return areasByName;
        }

        Map<String, TemplateModel> attributesWith(Map<String, TemplateModel> more) {
            if (more.isEmpty()) {
                return attributes;
            }
            Map<String, TemplateModel> all = new HashMap<>(attributes);
            all.putAll(more);
            return all;
        }

        private void run(String script, Writer out, Map<String, Object> more) throws TemplateException, IOException {
            Map<String, Object> data = new HashMap<>(always);
            TemplateHashModel context = objects.context(attributes);
            data.put("ctx", context);
            data.put("content", content);
            data.put("def", definition);
            data.put("model", model);
            data.put("cms", new Directives(PageRendering.this, this));
            data.putAll(more);
            Template template = scripts.get(script, request.locale());
            Environment environment = template.createProcessingEnvironment(data, out, scripts.objects());
            environment.process();
        }
    }

    /**
     * Renders the page.
     *
     * @throws TemplateException if a script fails
     * @throws IOException if a script is not there or malformed, or the page is too large
     */
    void render(PageTemplate template, Writer out) throws TemplateException, IOException {
        render(template, page, Optional.empty(), Map.of(), out);
    }

    private void render(
            PageTemplate template,
            ContentMap content,
            Optional<Frame> parent,
            Map<String, TemplateModel> attributes,
            Writer out)
            throws TemplateException, IOException {
        Optional<String> script = template.script();
        if (script.isEmpty() || template.renderType().equals("spa")) {
            if (request.isEditing()) {
                out.write(Faults.application(template.baseUrl().orElse(""), request.locale()));
            }
            return;
        }
        Frame frame = new Frame(content, definition(template), template.areas(), parent, attributes);
        deeper(() -> frame.run(script.get(), out, Map.of()));
    }

    private interface Work {
        void run() throws TemplateException, IOException;
    }

    private void deeper(Work work) throws TemplateException, IOException {
        if (++level > MOST_LEVELS) {
            throw new TemplateException("Areas and components are nested more than " + MOST_LEVELS + " deep", null);
        }
        try {
            work.run();
        } finally {
            level--;
        }
    }

    /** What stands at the head of a page that is edited. */
    void writePageMarks(Writer out) throws IOException {
        Optional<PageTemplate> template = areas.template(page.node());
        if (request.isAuthor() && template.isPresent()) {
            mark(out, marks.page(page.node(), template.get()));
            mark(out, "/cms:page");
        }
    }

    private static void mark(Writer out, String text) throws IOException {
        out.write("<!-- " + text + " -->\n");
    }

    void renderComponent(Frame frame, ContentMap content, Map<String, TemplateModel> attributes, Writer out)
            throws TemplateException, IOException {
        renderComponent(frame, content, Optional.empty(), attributes, out);
    }

    private void renderComponent(
            Frame frame,
            ContentMap content,
            Optional<Boolean> inherited,
            Map<String, TemplateModel> attributes,
            Writer out)
            throws TemplateException, IOException {
        Optional<PageTemplate> template = areas.template(content.node());
        if (template.isEmpty()) {
            if (request.isEditing()) {
                out.write(Faults.missingTemplate(content.node(), request.locale()));
            }
            return;
        }
        if (request.isEditing()) {
            mark(out, marks.component(content.node(), template.get(), inherited));
        }
        ContentMap own = content.seenAs(Seen.BY_SCRIPTS);
        render(template.get(), own, Optional.of(frame), frame.attributesWith(attributes), out);
        if (request.isEditing()) {
            mark(out, "/cms:component");
        }
    }

    void renderArea(
            Frame frame, Area area, Optional<ContentMap> given, Map<String, TemplateModel> attributes, Writer out)
            throws TemplateException, IOException {
        ContentMap holder = given.orElse(frame.content());
        Optional<NodeSnapshot> stored = area.createAreaNode()
                ? reading.child(holder.workspace(), holder.node(), area.name()).filter(PageAreas::isArea)
                : Optional.of(holder.node());
        PageAreas.Filled filled =
                areas.fill(stored.orElseGet(() -> PageAreas.unmade(holder.node(), area.name())), area);
        if (stored.isEmpty() && area.optional() && filled.inherited().isEmpty() && !request.isEditing()) {
            return;
        }
        if (request.isEditing()) {
            mark(out, marks.area(filled.node(), area, stored.isPresent()));
        }
        ContentMap content = new ContentMap(reading, holder.workspace(), filled.node(), Seen.BY_SCRIPTS);
        Frame own = new Frame(
                content, definition(area), area.areas(), Optional.of(frame), frame.attributesWith(attributes));
        List<NodeSnapshot> components = area.type() == AreaType.NO_COMPONENT ? List.of() : components(filled, area);
        if (area.script().isPresent()) {
            Map<String, Object> more =
                    named(area, components.stream().map(content::of).toList());
            deeper(() -> own.run(area.script().get(), out, more));
        } else {
            for (NodeSnapshot component : components) {
                Optional<Boolean> inherited = area.inheritance().enabled()
                        ? Optional.of(filled.inherited().contains(component))
                        : Optional.empty();
                deeper(() -> renderComponent(own, content.of(component), inherited, Map.of(), out));
            }
        }
        if (request.isEditing()) {
            mark(out, "/cms:area");
        }
    }

    private List<NodeSnapshot> components(PageAreas.Filled filled, Area area) {
        List<NodeSnapshot> all = new ArrayList<>(filled.inherited());
        all.addAll(areas.components(filled.node()));
        int most = area.type() == AreaType.SINGLE
                ? 1
                : area.maxComponents().filter(number -> number > 0).orElse(Integer.MAX_VALUE);
        return all.subList(0, Math.min(most, all.size()));
    }

    /** What the script of an area knows its components by. */
    private static Map<String, Object> named(Area area, List<ContentMap> components) {
        Map<String, Object> named = new HashMap<>();
        if (area.type() == AreaType.SINGLE) {
            components.stream().findFirst().ifPresent(component -> named.put("component", component));
        } else if (area.type() == AreaType.LIST) {
            named.put("components", components);
        }
        return named;
    }

    private static Map<String, Object> definition(PageTemplate template) {
        Map<String, Object> definition = new LinkedHashMap<>(template.parameters());
        definition.put("id", template.id());
        definition.put("name", template.name());
        definition.put("title", template.title());
        definition.put("description", template.description());
        definition.put("renderType", template.renderType());
        definition.put("type", template.type());
        definition.put("subtype", template.subtype());
        template.script().ifPresent(script -> definition.put("templateScript", script));
        template.dialog().ifPresent(dialog -> definition.put("dialog", dialog));
        definition.put("parameters", template.parameters());
        return definition;
    }

    private static Map<String, Object> definition(Area area) {
        Map<String, Object> definition = new LinkedHashMap<>(area.parameters());
        definition.put("name", area.name());
        definition.put("title", area.title());
        definition.put("type", area.type().text());
        area.script().ifPresent(script -> definition.put("templateScript", script));
        area.dialog().ifPresent(dialog -> definition.put("dialog", dialog));
        area.maxComponents().ifPresent(most -> definition.put("maxComponents", most));
        definition.put("parameters", area.parameters());
        return definition;
    }
}
