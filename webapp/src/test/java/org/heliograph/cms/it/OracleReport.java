package org.heliograph.cms.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts of a replay by group, and the lines that differ. */
final class OracleReport {

    private static final int SHOWN = 600;

    private final Map<String, Count> counts = new LinkedHashMap<>();
    private final List<String> differences = new ArrayList<>();
    private final List<String> agreeing = new ArrayList<>();

    /** Lines of one group: all, equal ones, and ones that differ deliberately. */
    private static final class Count {
        private int lines;
        private int equal;
        private int deliberate;
    }

    /**
     * Adds a line.
     *
     * @param difference empty = the answer agrees
     * @param deviation why the line differs deliberately; empty = it should agree
     */
    void add(OracleLine line, String got, Optional<String> difference, Optional<String> deviation) {
        Count count = counts.computeIfAbsent(line.group(), group -> new Count());
        count.lines++;
        if (difference.isEmpty()) {
            count.equal++;
            deviation.ifPresent(reason -> agreeing.add(line.id()));
        } else {
            deviation.ifPresent(reason -> count.deliberate++);
            differences.add(describe(line, got, difference.get(), deviation));
        }
    }

    private static String describe(OracleLine line, String got, String difference, Optional<String> deviation) {
        String recorded = line.status() + " " + (line.body().isNull() ? "" : line.body());
        return String.join(
                "\n",
                line.id() + " " + line.group() + ": " + difference
                        + deviation
                                .map(reason -> " (deliberate: " + reason + ")")
                                .orElse(""),
                "  " + line.method() + " " + line.url() + " as " + line.auth().orElse("anonymous") + " "
                        + line.headers()
                        + line.requestBody()
                                .map(body -> " " + shorten(body.toString()))
                                .orElse(""),
                "  recorded " + shorten(recorded),
                "  got      " + shorten(got),
                "");
    }

    private static String shorten(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
    }

    /** Ids of lines that agree though they are listed to deviate. */
    List<String> agreeing() {
        return List.copyOf(agreeing);
    }

    /** Groups that were replayed. */
    Collection<String> groups() {
        return counts.keySet();
    }

    /** The share of the groups' lines, in percent, that are equal or differ deliberately. */
    double share(Collection<String> groups) {
        List<Count> chosen = groups.stream().map(counts::get).toList();
        int lines = chosen.stream().mapToInt(count -> count.lines).sum();
        int good = chosen.stream()
                .mapToInt(count -> count.equal + count.deliberate)
                .sum();
        return lines == 0 ? 100 : 100.0 * good / lines;
    }

    /** The counts as a table. */
    String table() {
        StringBuilder table = new StringBuilder("group                  | lines | equal | deliberate |     %\n");
        counts.forEach((group, count) -> table.append(String.format(
                "%-22s | %5d | %5d | %10d | %5.1f%n",
                group, count.lines, count.equal, count.deliberate, share(List.of(group)))));
        int lines = counts.values().stream().mapToInt(count -> count.lines).sum();
        int equal = counts.values().stream().mapToInt(count -> count.equal).sum();
        int deliberate =
                counts.values().stream().mapToInt(count -> count.deliberate).sum();
        return table.append(String.format(
                        "%-22s | %5d | %5d | %10d | %5.1f%n", "all", lines, equal, deliberate, share(groups())))
                .toString();
    }

    /** Writes the lines that differ. */
    void writeDifferences(Path file) throws IOException {
        Files.writeString(file, String.join("\n", differences) + "\n");
    }
}
