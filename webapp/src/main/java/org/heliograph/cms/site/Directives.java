package org.heliograph.cms.site;

import freemarker.core.Environment;
import freemarker.template.TemplateBooleanModel;
import freemarker.template.TemplateDirectiveModel;
import freemarker.template.TemplateException;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateHashModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateModelIterator;
import freemarker.template.TemplateNumberModel;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heliograph.cms.definition.PageTemplate.Area;
import org.heliograph.cms.definition.PageTemplate.AreaType;
import org.heliograph.cms.definition.PageTemplate.Inheritance;
import org.jspecify.annotations.Nullable;

/** The object {@code cms}: the directives {@code page}, {@code init}, {@code area} and {@code component}. */
final class Directives implements TemplateHashModel {

    private static final Set<String> OF_CONTENT = Set.of("content", "workspace", "uuid", "path");
    private static final Set<String> OF_AREAS = Set.of(
            "area",
            "name",
            "components",
            "dialog",
            "type",
            "label",
            "description",
            "editable",
            "createAreaNode",
            "maxComponents",
            "contextAttributes");
    private static final Set<String> OF_COMPONENTS = Set.of("dialog", "editable", "contextAttributes");

    private final PageRendering rendering;
    private final PageRendering.Frame frame;

    /** @param frame what the script renders that uses them */
    Directives(PageRendering rendering, PageRendering.Frame frame) {
        this.rendering = rendering;
        this.frame = frame;
    }

    @Override
    public @Nullable TemplateModel get(String name) {
        return switch (name) {
            case "page", "init" ->
                directive((environment, parameters) -> rendering.writePageMarks(environment.getOut()));
            case "area" -> directive(this::area);
            case "component" -> directive(this::component);
            default -> null;
        };
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    private interface Body {
        void run(Environment environment, Arguments.Named parameters) throws TemplateException, IOException;
    }

    private static TemplateDirectiveModel directive(Body body) {
        return (environment, parameters, variables, nested) -> body.run(environment, Arguments.Named.of(parameters));
    }

    private void area(Environment environment, Arguments.Named parameters) throws TemplateException, IOException {
        parameters.allow(OF_AREAS, OF_CONTENT);
        String name = parameters
                .text("name")
                .orElseThrow(() -> new TemplateModelException("cms.area needs the name of the area"));
        Area area = frame.areas().get(name);
        rendering.renderArea(
                frame,
                area == null ? adHoc(name, parameters) : area,
                parameters.content("content"),
                attributes(parameters),
                environment.getOut());
    }

    /** An area that only the script defines. */
    private static Area adHoc(String name, Arguments.Named parameters) throws TemplateModelException {
        String type = parameters.text("type").orElse("");
        boolean createAreaNode =
                parameters.get("createAreaNode") instanceof TemplateBooleanModel truth ? truth.getAsBoolean() : true;
        Optional<Integer> most = parameters.get("maxComponents") instanceof TemplateNumberModel number
                ? Optional.of(number.getAsNumber().intValue())
                : Optional.empty();
        return new Area(
                name,
                parameters.text("label").orElse(name),
                parameters.text("description").orElse(""),
                type.equals("single")
                        ? AreaType.SINGLE
                        : type.equalsIgnoreCase("noComponent") ? AreaType.NO_COMPONENT : AreaType.LIST,
                "",
                Optional.empty(),
                parameters.text("dialog"),
                parameters.texts("components"),
                most,
                false,
                createAreaNode,
                Inheritance.NONE,
                Map.of(),
                Map.of(),
                Optional.empty());
    }

    private void component(Environment environment, Arguments.Named parameters) throws TemplateException, IOException {
        parameters.allow(OF_COMPONENTS, OF_CONTENT);
        ContentMap content = parameters
                .content("content")
                .orElseThrow(() -> new TemplateModelException("cms.component needs the content of the component"));
        rendering.renderComponent(frame, content, attributes(parameters), environment.getOut());
    }

    private static Map<String, TemplateModel> attributes(Arguments.Named parameters) throws TemplateModelException {
        Map<String, TemplateModel> attributes = new HashMap<>();
        if (parameters.get("contextAttributes") instanceof TemplateHashModelEx hash) {
            for (TemplateModelIterator keys = hash.keys().iterator(); keys.hasNext(); ) {
                List<TemplateModel> key = List.of(keys.next());
                String name = new Arguments("contextAttributes", key).text(0);
                TemplateModel value = hash.get(name);
                if (value != null) {
                    attributes.put(name, value);
                }
            }
        }
        return attributes;
    }
}
