package org.heliograph.cms.site;

import freemarker.core.ParseException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.Hints;
import org.heliograph.cms.definition.Location;
import org.heliograph.cms.definition.PageTemplate;
import org.heliograph.cms.definition.PageTemplate.Area;
import org.heliograph.cms.definition.Problem;
import org.heliograph.cms.definition.Problem.Severity;
import org.heliograph.cms.definition.VirtualUri;
import org.heliograph.cms.media.PathText;

/**
 * Looks for what is wrong with scripts and mappings before a visitor meets it: what cannot be parsed, what is included but not
 * there, what includes itself, areas that a script shows and its template lacks, or the other way round.
 */
public final class ScriptCheck {

    private static final Pattern INCLUDED = Pattern.compile("[\\[<]#(include|import)\\s+[\"']([^\"'$]+)[\"']");
    private static final Pattern AREA = Pattern.compile("[\\[<]@cms\\.area\\b([^\\]>]*)[\\]>]");
    private static final Pattern NAME = Pattern.compile("\\bname\\s*=\\s*[\"']([^\"'$]+)[\"']");
    private static final Pattern AD_HOC = Pattern.compile("\\bcomponents\\s*=|\\barea\\s*=");
    private static final Pattern COMMENT = Pattern.compile("[\\[<]#--.*?--[\\]>]", Pattern.DOTALL);
    private static final Pattern GROUP = Pattern.compile("\\$\\d");

    private final Definitions definitions;
    private final Scripts scripts;
    private final Map<String, Optional<String>> texts = new HashMap<>();
    private final Set<String> parsed = new HashSet<>();
    private final Set<Problem> problems = new LinkedHashSet<>();

    private ScriptCheck(Definitions definitions) {
        this.definitions = definitions;
        this.scripts = new Scripts(definitions);
    }

    /** Everything that is wrong, by file, line and column. */
    public static List<Problem> problems(Definitions definitions) {
        ScriptCheck check = new ScriptCheck(definitions);
        definitions.pageTemplates().values().forEach(check::check);
        definitions.virtualUris().forEach(check::check);
        return check.problems.stream()
                .sorted((one, other) -> one.location().compareTo(other.location()))
                .toList();
    }

    private void check(PageTemplate template) {
        template.script()
                .map(ScriptCheck::normal)
                .ifPresent(script -> check(script, template.areas(), template.place()));
    }

    private void check(String script, Map<String, Area> areas, Location definition) {
        if (text(script).isEmpty()) {
            return; // told by the checks of definitions
        }
        Set<String> reached = reached(script);
        reached.forEach(this::parse);
        Set<String> shown = new TreeSet<>();
        reached.forEach(each -> shownBy(each).forEach((name, place) -> shown.add(name)));
        shownBy(script).forEach((name, place) -> {
            if (!areas.containsKey(name)) {
                add(
                        Severity.MAJOR,
                        place,
                        "The script shows an area " + name + ", which its template does not define",
                        Hints.oneOf(name, areas.keySet()));
            }
        });
        areas.values().forEach(area -> {
            if (!shown.contains(area.name())) {
                add(
                        Severity.MINOR,
                        definition,
                        "No script shows the area " + area.name() + " of the template",
                        "Write [@cms.area name=\"" + area.name() + "\" /] in " + script);
            }
            area.script().map(ScriptCheck::normal).ifPresent(each -> check(each, area.areas(), definition));
        });
    }

    private static String normal(String path) {
        return path.replaceFirst("^/+", "");
    }

    private Optional<String> text(String path) {
        return texts.computeIfAbsent(path, each -> {
            try {
                return definitions
                        .file(each)
                        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                        .map(text -> COMMENT.matcher(text).replaceAll(comment -> blank(comment.group())));
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }

    /** Of the same lines and columns. */
    private static String blank(String text) {
        return text.replaceAll("[^\\n]", " ");
    }

    private void parse(String script) {
        if (!parsed.add(script)) {
            return;
        }
        try {
            scripts.get(script, Locale.ENGLISH);
        } catch (ParseException e) {
            add(
                    Severity.SEVERE,
                    new Location(script, Math.max(0, e.getLineNumber()), Math.max(0, e.getColumnNumber())),
                    "The script is malformed: "
                            + String.valueOf(e.getEditorMessage()).replaceAll("\\s+", " "),
                    "Without this its pages cannot be shown");
        } catch (IOException e) {
            add(
                    Severity.SEVERE,
                    new Location(script, 0, 0),
                    "The script cannot be read: " + e.getMessage(),
                    "Check it");
        }
    }

    /** The script and all that it includes or imports. */
    private Set<String> reached(String script) {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(script));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (reached.add(next)) {
                included(next).forEach(each -> open.push(each.path()));
                if (includes(next, next, new HashSet<>())) {
                    add(
                            Severity.MAJOR,
                            new Location(next, 0, 0),
                            "The script includes itself",
                            "Take the include out, or make a macro of what repeats");
                }
            }
        }
        return reached;
    }

    private boolean includes(String script, String wanted, Set<String> seen) {
        for (Included each : included(script)) {
            boolean isNew = each.isInclude() && seen.add(each.path());
            if (each.isInclude() && each.path().equals(wanted) || isNew && includes(each.path(), wanted, seen)) {
                return true;
            }
        }
        return false;
    }

    private record Included(String path, boolean isInclude) {}

    /** What is there of what a script includes; what is not is a problem. */
    private List<Included> included(String script) {
        List<Included> included = new ArrayList<>();
        String text = text(script).orElse("");
        Matcher matcher = INCLUDED.matcher(text);
        while (matcher.find()) {
            String path = resolved(script, matcher.group(2));
            if (text(path).isPresent()) {
                included.add(new Included(path, matcher.group(1).equals("include")));
            } else {
                add(
                        Severity.MAJOR,
                        place(script, text, matcher.start()),
                        "There is no script /" + path,
                        "Create the file or correct the path");
            }
        }
        return included;
    }

    private static String resolved(String from, String path) {
        String whole = path.startsWith("/") ? path : "/" + from.substring(0, from.lastIndexOf('/') + 1) + path;
        return normal(
                URI.create("/").resolve(PathText.encode(whole)).normalize().getPath());
    }

    /** Areas by name, with the place where they are shown first. */
    private Map<String, Location> shownBy(String script) {
        Map<String, Location> shown = new HashMap<>();
        String text = text(script).orElse("");
        Matcher area = AREA.matcher(text);
        while (area.find()) {
            Matcher name = NAME.matcher(area.group(1));
            if (name.find() && !AD_HOC.matcher(area.group(1)).find()) {
                shown.putIfAbsent(name.group(1), place(script, text, area.start()));
            }
        }
        return shown;
    }

    private static Location place(String script, String text, int offset) {
        int line =
                (int) text.substring(0, offset).chars().filter(c -> c == '\n').count() + 1;
        return new Location(script, line, offset - text.lastIndexOf('\n', offset - 1));
    }

    /** A real Magnolia maps what it forwards to once more, and goes on for ever where that is the same. */
    private void check(VirtualUri mapping) {
        String target = GROUP.matcher(mapping.to()).replaceAll("x");
        int question = target.indexOf('?');
        boolean goesRound = mapping.kind() == VirtualUri.Kind.FORWARD
                && mapping.map(
                                question < 0 ? target : target.substring(0, question),
                                question < 0 ? "" : target.substring(question + 1))
                        .isPresent();
        if (goesRound) {
            add(
                    Severity.MAJOR,
                    definitions.virtualUriMappings().get(mapping.id()).file(),
                    "The mapping forwards to an address that it holds for itself, which a Magnolia never ends with",
                    "Leave " + target + " out of fromUri");
        }
    }

    private void add(Severity severity, Location place, String message, String hint) {
        problems.add(new Problem(severity, place, message, hint));
    }
}
