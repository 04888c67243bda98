package org.heliograph.cms.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path with places: {@code /items/{workspace}/{path*}}. {@code {name}} stands for one segment, {@code {name*}} at the
 * end for all that follow, none included.
 */
final class Template {

    private static final String REST = "*}";

    private final String text;
    private final List<String> segments;

    /** @param text with a slash at its beginning and none at its end */
    Template(String text) {
        this.text = text;
        this.segments = segments(text);
    }

    private static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    /** What a decoded path has in the places, if it is one of these. */
    Optional<Map<String, String>> match(String path) {
        List<String> given = segments(path);
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (segment.endsWith(REST)) {
                variables.put(name(segment), String.join("/", given.subList(Math.min(i, given.size()), given.size())));
                return Optional.of(variables);
            }
            if (i >= given.size() || !matches(segment, given.get(i))) {
                return Optional.empty();
            }
            if (segment.startsWith("{")) {
                variables.put(name(segment), given.get(i));
            }
        }
        return given.size() == segments.size() ? Optional.of(variables) : Optional.empty();
    }

    private static boolean matches(String segment, String given) {
        return segment.startsWith("{") ? !given.isEmpty() : segment.equals(given);
    }

    private static String name(String segment) {
        return segment.replaceAll("[{*}]", "");
    }

    /** The names of the places. */
    List<String> variables() {
        return segments.stream()
                .filter(segment -> segment.startsWith("{"))
                .map(Template::name)
                .toList();
    }

    /** How much of it is spelled out: of two that match, the one with more holds. */
    int closeness() {
        int spelled = (int) segments.stream().filter(s -> !s.startsWith("{")).count();
        return 2 * spelled - (text.endsWith(REST) ? 1 : 0);
    }

    /** As OpenAPI writes it. */
    String openApi() {
        return text.replace(REST, "}");
    }

    @Override
    public String toString() {
        return text;
    }
}
