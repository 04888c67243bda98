package org.heliograph.cms.definition;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Templates, dialogs, apps and virtual URI mappings. Magnolia's modules extend templates at will, so an unknown key of
 * one is reported only where it is nearly a known one.
 */
final class PageChecks {

    private final ModuleFiles files;
    private final Map<DefinitionType, Map<String, Definition>> all;
    private final Problems problems;
    private final PartChecks parts;
    private final AppChecks apps;

    PageChecks(
            ModuleFiles files, Map<DefinitionType, Map<String, Definition>> all, Messages messages, Problems problems) {
        this.files = files;
        this.all = all;
        this.problems = problems;
        this.parts = new PartChecks(problems);
        this.apps = new AppChecks(messages, problems);
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
        new Fields(config, problems).slips(MagnoliaNames.TEMPLATE_KEYS);
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
        parts.check("dialog", definition.config());
        definition.config().get("form").ifPresent(apps::checkTabs);
    }

    void checkApp(String id, Definition definition) {
        ConfigNode config = definition.config();
        parts.check("app", config);
        apps.check(config.text("name").orElse(id), config);
        config.get("subApps")
                .ifPresent(subApps -> subApps.children().values().forEach(subApp -> {
                    subApp.get("actions")
                            .ifPresent(actions -> actions.children()
                                    .values()
                                    .forEach(action -> action.get("dialogId")
                                            .ifPresent(dialog -> checkId(dialog, DefinitionType.DIALOG, "dialog"))));
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
}
