package org.heliograph.cms.definition;

import freemarker.core.ParseException;
import freemarker.template.Configuration;
import freemarker.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template script, as far as it can be told without running it.
 *
 * @param file path below the root of the modules
 * @param includes scripts that become part of it, by path
 * @param imports scripts whose macros it has, by path
 * @param areas that it shows, by name
 * @param showsOthers whether it shows areas whose names only come up as it runs
 */
record Script(String file, List<Use> includes, List<Use> imports, List<Use> areas, boolean showsOthers) {

    /** What FreeMarker leaves out is blanked out, so that places stay what they are. */
    private static final Pattern LEFT_OUT =
            Pattern.compile("(?s)[<\\[]#--.*?--[>\\]]|[<\\[]#noparse[>\\]].*?[<\\[]/#noparse[>\\]]");

    private static final String LITERAL = "(?:\"([^\"$#]*)\"|'([^'$#]*)')";
    private static final Pattern REFERENCE = Pattern.compile("[<\\[]#(include|import)\\s+" + LITERAL);
    private static final Pattern AREA = Pattern.compile("[<\\[]@cms\\.area\\b([^\\]>]*)");
    /** An area that is defined where it is shown. */
    private static final Pattern AD_HOC = Pattern.compile("\\b(components|area)\\s*=");

    private static final Pattern NAME = Pattern.compile("\\bname\\s*=\\s*" + LITERAL);

    /** Something that is named in a script, and where. */
    record Use(String name, Location place) {}

    static Script of(String file, String text) {
        String shown = LEFT_OUT.matcher(text).replaceAll(found -> found.group().replaceAll("[^\n]", " "));
        List<Use> includes = new ArrayList<>();
        List<Use> imports = new ArrayList<>();
        Matcher reference = REFERENCE.matcher(shown);
        while (reference.find()) {
            List<Use> uses = reference.group(1).equals("include") ? includes : imports;
            uses.add(
                    new Use(resolve(file, literal(reference, 2).orElseThrow()), place(file, shown, reference.start())));
        }
        List<Use> areas = new ArrayList<>();
        boolean showsOthers = false;
        Matcher area = AREA.matcher(shown);
        while (area.find()) {
            if (AD_HOC.matcher(area.group(1)).find()) {
                continue;
            }
            Matcher name = NAME.matcher(area.group(1));
            Optional<String> known = name.find() ? literal(name, 1) : Optional.empty();
            Location place = place(file, shown, area.start());
            known.ifPresent(each -> areas.add(new Use(each, place)));
            showsOthers |= known.isEmpty();
        }
        return new Script(file, includes, imports, areas, showsOthers);
    }

    private static Optional<String> literal(Matcher matcher, int group) {
        return Optional.ofNullable(matcher.group(group)).or(() -> Optional.ofNullable(matcher.group(group + 1)));
    }

    /** A path that does not begin with a slash is one beside the script. */
    private static String resolve(String file, String path) {
        String from = path.startsWith("/") ? path : "/" + file.substring(0, file.lastIndexOf('/') + 1) + path;
        return java.nio.file.Path.of(from).normalize().toString().substring(1);
    }

    private static Location place(String file, String text, int offset) {
        String before = text.substring(0, offset);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Location(file, line, offset - before.lastIndexOf('\n'));
    }

    /** A mistake in the script that keeps all of it from running. */
    record Mistake(Location place, String reason) {}

    /** Whether FreeMarker can read a script. */
    static Optional<Mistake> mistake(String file, String text) {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_28);
        configuration.setTagSyntax(Configuration.AUTO_DETECT_TAG_SYNTAX);
        try {
            new Template(file, text, configuration);
            return Optional.empty();
        } catch (ParseException e) {
            Location place = new Location(file, Math.max(1, e.getLineNumber()), Math.max(1, e.getColumnNumber()));
            return Optional.of(
                    new Mistake(place, e.getEditorMessage().lines().findFirst().orElse("")));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a text in memory can be read
        }
    }
}
