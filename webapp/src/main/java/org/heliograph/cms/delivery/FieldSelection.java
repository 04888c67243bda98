package org.heliograph.cms.delivery;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heliograph.cms.web.RestException;

/** The members of nodes that a request asks for with {@code fields=title,windLimit.value}. */
final class FieldSelection {

    /** Everything, as without the parameter. */
    static final FieldSelection ALL = new FieldSelection(Map.of());

    private static final String ANY = "*";
    private static final int MAX_FIELDS = 200;
    private static final int MAX_LEVELS = 20;

    /** What is shown, and what of it; not looked at in {@link #ALL}. */
    private final Map<String, FieldSelection> members;

    private FieldSelection(Map<String, FieldSelection> members) {
        this.members = members;
    }

    /**
     * @param list names with commas between them; a dot leads into a child or an expanded reference, and {@code *} stands
     *     for any name there
     * @throws RestException if there are too many names or levels
     */
    static FieldSelection parse(String list) {
        List<String> paths = names(list);
        if (paths.size() > MAX_FIELDS || paths.stream().anyMatch(path -> path.split("\\.", -1).length > MAX_LEVELS)) {
            throw RestException.badRequest(
                    "The parameter fields takes up to " + MAX_FIELDS + " names of up to " + MAX_LEVELS + " levels.");
        }
        return of(paths);
    }

    /** The names in a list, each with its levels. */
    static List<String> names(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(path -> !path.isEmpty())
                .toList();
    }

    /** A name may hold a dot itself, so a path is also taken for a name. */
    private static FieldSelection of(List<String> paths) {
        Map<String, Set<String>> below = new HashMap<>();
        for (String path : paths) {
            int dot = path.indexOf('.');
            if (dot > 0) {
                below.computeIfAbsent(path.substring(0, dot), name -> new HashSet<>())
                        .add(path.substring(dot + 1));
            }
        }
        Map<String, FieldSelection> members = new HashMap<>();
        below.forEach((name, rest) -> members.put(name, of(List.copyOf(rest))));
        paths.forEach(path -> members.put(path, ALL));
        return new FieldSelection(members);
    }

    /** Whether a member is shown. Those that begin with {@code @} are not asked about; they always are. */
    boolean shows(String member) {
        return this == ALL || members.containsKey(member) || members.containsKey(ANY);
    }

    /** What is shown of a member that is shown. */
    FieldSelection below(String member) {
        FieldSelection any = members.getOrDefault(ANY, ALL);
        return this == ALL ? ALL : members.getOrDefault(member, any);
    }
}
