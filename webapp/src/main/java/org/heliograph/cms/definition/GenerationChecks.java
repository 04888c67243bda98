package org.heliograph.cms.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Components that areas make by themselves: one that makes itself again, however far down, would never be done. */
final class GenerationChecks {

    private final Problems problems;
    private final Map<String, List<Made>> madeBy = new HashMap<>();

    /** A template whose component an area makes, and where that is said. */
    private record Made(String template, Location place) {}

    GenerationChecks(Problems problems) {
        this.problems = problems;
    }

    /** @param templates valid ones by id */
    void check(Map<String, Definition> templates) {
        templates.forEach((id, template) -> {
            List<Made> made = new ArrayList<>();
            collectAreas(template.config(), made);
            madeBy.put(id, made);
        });
        madeBy.forEach((id, made) -> made.stream()
                .filter(each -> reaches(each.template(), id, new HashSet<>()))
                .forEach(each -> problems.major(
                        each.place(),
                        each.template().equals(id)
                                ? "The area makes a component of the template that it belongs to, without end"
                                : "The area makes a component of " + each.template() + ", which makes one of " + id
                                        + " in turn, without end",
                        "Take it out of autoGeneration in one of the templates")));
    }

    private static void collectAreas(ConfigNode holder, List<Made> made) {
        holder.get("areas")
                .ifPresent(areas -> areas.children().values().forEach(area -> {
                    area.at("autoGeneration.content").ifPresent(content -> collect(content, made));
                    collectAreas(area, made);
                }));
    }

    private static void collect(ConfigNode content, List<Made> made) {
        content.get("templateId").ifPresent(id -> made.add(new Made(id.text().orElse(""), id.location())));
        content.children().values().forEach(child -> collect(child, made));
    }

    private boolean reaches(String from, String to, Set<String> seen) {
        return from.equals(to)
                || seen.add(from)
                        && madeBy.getOrDefault(from, List.of()).stream()
                                .anyMatch(made -> reaches(made.template(), to, seen));
    }
}
