package org.heliograph.cms.definition;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Template scripts, beside the definitions that name them: whether they can be read at all, whether what they include is
 * there and comes to an end, and whether script and definition have the same areas.
 */
final class ScriptChecks {

    private static final String EXTENSION = ".ftl";

    private final ModuleFiles files;
    private final Problems problems;
    private final Map<String, Script> scripts = new TreeMap<>();
    /** Names of areas that are defined wherever a script is used, by the script's path. */
    private final Map<String, Set<String>> definedFor = new HashMap<>();

    ScriptChecks(ModuleFiles files, Problems problems) {
        this.files = files;
        this.problems = problems;
    }

    /** @param templates valid ones */
    void check(Iterable<Definition> templates) {
        files.modules()
                .forEach(module -> files.below(module + "/templates/").keySet().stream()
                        .filter(file -> file.endsWith(EXTENSION))
                        .forEach(this::read));
        scripts.values().forEach(this::checkReferences);
        templates.forEach(template -> checkAreas(template.config()));
        definedFor.forEach((file, defined) -> scripts.get(file).areas().stream()
                .filter(area -> !defined.contains(area.name()))
                .forEach(area -> problems.major(
                        area.place(),
                        "No template with this script has an area " + area.name(),
                        Hints.oneOf(area.name(), defined))));
    }

    private void read(String file) {
        String text = files.read(file)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
        scripts.put(file, Script.of(file, text));
        Script.mistake(file, text)
                .ifPresent(mistake -> problems.major(
                        mistake.place(),
                        "FreeMarker cannot read the script: " + mistake.reason(),
                        "Until that is mended, no page with it can be shown"));
    }

    private void checkReferences(Script script) {
        List<Script.Use> all = new ArrayList<>(script.includes());
        all.addAll(script.imports());
        for (Script.Use use : all) {
            String module = use.name().substring(0, Math.max(0, use.name().indexOf('/')));
            if (files.contains(module + "/module.yaml") && !files.contains(use.name())) {
                problems.major(
                        use.place(),
                        "There is no script /" + use.name(),
                        Hints.oneOf(
                                "/" + use.name(),
                                scripts.keySet().stream()
                                        .map(each -> "/" + each)
                                        .toList()));
            }
        }
        script.includes().stream()
                .filter(use -> reaches(use.name(), script.file(), new HashSet<>()))
                .forEach(use -> problems.major(
                        use.place(),
                        use.name().equals(script.file())
                                ? "The script includes itself"
                                : "The script includes /" + use.name() + ", which includes it in turn",
                        "Take one of the two out, or put what both need into a third"));
    }

    private boolean reaches(String from, String to, Set<String> seen) {
        if (from.equals(to)) {
            return true;
        }
        return seen.add(from)
                && scripts.containsKey(from)
                && scripts.get(from).includes().stream().anyMatch(use -> reaches(use.name(), to, seen));
    }

    /** @param config of a template, or of an area with a script of its own */
    private void checkAreas(ConfigNode config) {
        Map<String, ConfigNode> areas =
                config.get("areas").map(ConfigNode::children).orElse(Map.of());
        areas.values().forEach(this::checkAreas);
        String file = config.text("templateScript").orElse("").replaceFirst("^/", "");
        if (!scripts.containsKey(file)
                || config.text("renderType").filter("spa"::equals).isPresent()) {
            return;
        }
        Set<String> run = new TreeSet<>();
        collect(file, run);
        run.forEach(
                each -> definedFor.computeIfAbsent(each, key -> new TreeSet<>()).addAll(areas.keySet()));
        if (run.stream().noneMatch(each -> scripts.get(each).showsOthers())) {
            Set<String> shown = new TreeSet<>();
            run.forEach(each -> scripts.get(each).areas().forEach(area -> shown.add(area.name())));
            areas.forEach((name, area) -> {
                if (!shown.contains(name)
                        && !area.text("enabled").filter("false"::equals).isPresent()) {
                    problems.minor(
                            config.get("areas").orElse(config).keyLocation(name),
                            "The script /" + file + " does not show the area " + name,
                            "Write [@cms.area name=\"" + name + "\" /] where it belongs, or take the area away");
                }
            });
        }
    }

    private void collect(String file, Set<String> run) {
        Script script = scripts.get(file);
        if (script != null && run.add(file)) {
            script.includes().forEach(use -> collect(use.name(), run));
            script.imports().forEach(use -> collect(use.name(), run));
        }
    }
}
