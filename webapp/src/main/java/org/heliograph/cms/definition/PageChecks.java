package org.heliograph.cms.definition;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Templates, dialogs, apps and virtual URI mappings. Magnolia's modules extend these at will, so an unknown key or type
 * is reported only where it is nearly a known one.
 */
final class PageChecks {

    private final ModuleFiles files;
    private final Map<DefinitionType, Map<String, Definition>> all;
    private final Problems problems;

    PageChecks(ModuleFiles files, Map<DefinitionType, Map<String, Definition>> all, Problems problems) {
        this.files = files;
        this.all = all;
        this.problems = problems;
    }

    void checkTemplate(Definition definition) {
        ConfigNode config = definition.config();
        if (new Fields(config, problems).lacks("renderType")
                && config.get("class").isEmpty()) {
            problems.major(
                    config.location(),
                    "The template has no renderType, so no page can be rendered with it",
                    "Add renderType: freemarker");
        }
        if (config.text("renderType").filter("spa"::equals).isPresent()
                && config.get("templateScript").isPresent()) {
            problems.deprecated(
                    config.keyLocation("templateScript"),
                    "A template of render type spa needs no templateScript",
                    "Use baseUrl and routeTemplate");
        }
        checkRenderable(config);
    }

    private void checkRenderable(ConfigNode config) {
        nearMisses(config, MagnoliaNames.TEMPLATE_KEYS);
        config.get("templateScript").ifPresent(this::checkScript);
        config.get("dialog").ifPresent(node -> checkId(node, DefinitionType.DIALOG, "dialog"));
        config.get("areas").ifPresent(areas -> areas.children().values().forEach(this::checkArea));
    }

    private void checkArea(ConfigNode area) {
        checkRenderable(area);
        area.get("type")
                .filter(type -> !MagnoliaNames.AREA_TYPES.contains(type.text().orElse("")))
                .ifPresent(type -> problems.minor(
                        type.location(),
                        "Unknown area type " + type.text().orElse(""),
                        Hints.oneOf(type.text().orElse(""), MagnoliaNames.AREA_TYPES)));
        area.get("availableComponents")
                .ifPresent(components -> components
                        .children()
                        .values()
                        .forEach(component ->
                                component.get("id").ifPresent(id -> checkId(id, DefinitionType.TEMPLATE, "template"))));
    }

    /** Scripts and ids of Magnolia's own modules cannot be looked up here. */
    private boolean isOurs(String module) {
        return files.contains(module + "/module.yaml");
    }

    private void checkScript(ConfigNode node) {
        String path = node.text().orElse("").replaceFirst("^/", "");
        int slash = path.indexOf('/');
        if (slash > 0 && isOurs(path.substring(0, slash)) && !files.contains(path)) {
            problems.major(
                    node.location(), "There is no template script /" + path, "Create the file or correct the path");
        }
    }

    private void checkId(ConfigNode node, DefinitionType type, String noun) {
        String id = node.text().orElse("");
        int colon = id.indexOf(':');
        if (colon > 0 && isOurs(id.substring(0, colon)) && !all.get(type).containsKey(id)) {
            problems.major(
                    node.location(),
                    "There is no " + noun + " " + id,
                    Hints.oneOf(id, all.get(type).keySet()));
        }
    }

    void checkDialog(Definition definition) {
        nearMisses(definition.config(), MagnoliaNames.DIALOG_KEYS);
        definition.config().at("form.properties").ifPresent(this::checkFields);
    }

    private void checkFields(ConfigNode fields) {
        fields.children().values().stream().filter(ConfigNode::isMap).forEach(this::checkField);
    }

    private void checkField(ConfigNode field) {
        nearMisses(field, MagnoliaNames.FIELD_KEYS);
        Optional<ConfigNode> type = field.get("$type");
        String name = type.flatMap(ConfigNode::text).orElse("textField");
        if (!MagnoliaNames.FIELD_TYPES.contains(name)) {
            Hints.slip(name, MagnoliaNames.FIELD_TYPES)
                    .ifPresent(near -> problems.major(
                            type.orElse(field).location(), "Unknown field type " + name, "Did you mean " + near + "?"));
        }
        field.get("properties").ifPresent(this::checkFields);
        field.get("field").filter(ConfigNode::isMap).ifPresent(this::checkField);
    }

    void checkApp(Definition definition) {
        ConfigNode config = definition.config();
        nearMisses(config, MagnoliaNames.APP_KEYS);
        config.get("subApps")
                .ifPresent(subApps -> subApps.children().values().forEach(subApp -> {
                    subApp.at("form.properties").ifPresent(this::checkFields);
                    subApp.get("actions")
                            .ifPresent(actions -> actions.children()
                                    .values()
                                    .forEach(action -> action.get("dialogId")
                                            .ifPresent(id -> checkId(id, DefinitionType.DIALOG, "dialog"))));
                }));
    }

    void checkMapping(Definition definition) {
        ConfigNode config = definition.config();
        Fields fields = new Fields(config, problems);
        Optional<String> from = fields.text("fromUri");
        Optional<String> to = fields.text("toUri");
        if (config.text("class").orElse("").endsWith(".RegexpVirtualUriMapping")) {
            from.ifPresent(pattern -> checkPattern(config, pattern));
        }
        if (to.filter(t -> !t.matches("(redirect|permanent|forward):.*")).isPresent()) {
            problems.minor(
                    config.get("toUri").orElse(config).location(),
                    "toUri does not say how to go to " + to.get(),
                    "Begin it with redirect:, permanent: or forward:");
        }
    }

    private void checkPattern(ConfigNode config, String pattern) {
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            problems.major(
                    config.get("fromUri").orElse(config).location(),
                    "This is no regular expression: " + pattern + ", " + e.getDescription(),
                    "Put a backslash before a bracket that is meant as such");
        }
    }

    private void nearMisses(ConfigNode node, Set<String> known) {
        if (!node.isMap()) {
            return;
        }
        node.children().keySet().stream()
                .filter(key -> !known.contains(key))
                .forEach(key -> Hints.slip(key, known)
                        .ifPresent(near -> problems.minor(
                                node.keyLocation(key),
                                "Unknown key " + key + "; it has no effect",
                                "Did you mean " + near + "?")));
    }
}
