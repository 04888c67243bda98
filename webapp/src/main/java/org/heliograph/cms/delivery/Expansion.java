package org.heliograph.cms.delivery;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heliograph.cms.content.Declared;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.Endpoint;
import org.heliograph.cms.definition.Hints;
import org.heliograph.cms.web.RestException;

/** The references that a request wants resolved, with {@code expand=topics,category.parent}. */
final class Expansion {

    /** Nothing but what the endpoint resolves itself. */
    static final Expansion NONE = new Expansion(Map.of());

    /** Nodes in an answer with {@code expand}. */
    static final int MAX_NODES = 10_000;

    private static final String ANY = "*";
    private static final int MAX_NAMES = 20;
    private static final int MAX_STEPS = 10;
    private static final int DEFAULT_DEPTH = 3;
    private static final int MAX_DEPTH = 5;

    private final Map<String, Expansion> members;

    private Expansion(Map<String, Expansion> members) {
        this.members = members;
    }

    /**
     * @param query with the parameters {@code expand}: names with commas between them, in which a dot leads into a child or
     *     a resolved reference and {@code *} stands for any name; and {@code depth}: levels of references that they may
     *     resolve
     * @throws RestException if there are too many names or levels, or one is no reference that can be resolved
     */
    static Expansion of(QueryString query, Endpoint endpoint, Definitions definitions) {
        Optional<String> wanted = query.first("expand");
        if (wanted.isEmpty()) {
            return NONE;
        }
        List<String> paths = FieldSelection.names(wanted.get());
        if (paths.size() > MAX_NAMES || paths.stream().anyMatch(path -> steps(path).length > MAX_STEPS)) {
            throw RestException.badRequest(
                    "The parameter expand takes up to " + MAX_NAMES + " names of up to " + MAX_STEPS + " steps.");
        }
        new Check(endpoint, definitions, depth(query)).check(paths);
        return of(paths);
    }

    private static int depth(QueryString query) {
        String depth = query.first("depth").orElse(String.valueOf(DEFAULT_DEPTH));
        if (!depth.matches("\\d{1,9}") || Integer.parseInt(depth) > MAX_DEPTH) {
            throw RestException.badRequest("Beside expand the parameter depth takes a whole number from 0 to "
                    + MAX_DEPTH + ": the levels of references to resolve.");
        }
        return Integer.parseInt(depth);
    }

    private static String[] steps(String path) {
        return path.split("\\.", -1);
    }

    private static Expansion of(List<String> paths) {
        Map<String, Set<String>> below = new HashMap<>();
        for (String path : paths) {
            int dot = path.indexOf('.');
            Set<String> rest = below.computeIfAbsent(dot < 0 ? path : path.substring(0, dot), name -> new HashSet<>());
            if (dot >= 0) {
                rest.add(path.substring(dot + 1));
            }
        }
        Map<String, Expansion> members = new HashMap<>();
        below.forEach((name, rest) -> members.put(name, of(List.copyOf(rest))));
        return members.isEmpty() ? NONE : new Expansion(members);
    }

    /** Whether nothing is wanted here and below. */
    boolean isEmpty() {
        return members.isEmpty();
    }

    /** Whether a reference is resolved, if it is one. */
    boolean names(String property) {
        return members.containsKey(property) || members.containsKey(ANY);
    }

    /** What is resolved below a member. */
    Expansion below(String member) {
        return members.getOrDefault(member, members.getOrDefault(ANY, NONE));
    }

    /** Holds paths against the content types, before anything is read. */
    private record Check(Endpoint endpoint, Definitions definitions, int depth) {

        void check(List<String> paths) {
            List<Declared> items = Declared.in(definitions, endpoint.workspace().orElse("")).stream()
                    .map(Declared::of)
                    .toList();
            if (items.isEmpty() && !paths.isEmpty()) {
                throw RestException.badRequest("The parameter expand needs a content type that says what a property"
                        + " refers to, and none describes the nodes of this endpoint.");
            }
            paths.forEach(path -> check(path, items));
        }

        private void check(String path, List<Declared> items) {
            boolean known = items.stream()
                    .anyMatch(item -> item.property(steps(path)[0]).isPresent());
            Declared start = items.stream()
                    .filter(item -> !known || item.property(steps(path)[0]).isPresent())
                    .findFirst()
                    .orElseThrow();
            if (levels(path, start) > depth) {
                throw RestException.badRequest("The parameter expand resolves more levels of references in '"
                        + QueryString.shortened(path) + "' than depth allows, which is " + depth
                        + ". Name fewer, or raise depth, up to " + MAX_DEPTH + ".");
            }
        }

        /** How many levels of references a path resolves; behind a {@code *} each step may be one. */
        private int levels(String path, Declared start) {
            int levels = 0;
            Declared here = start;
            boolean reference = false;
            String[] steps = steps(path);
            for (int i = 0; i < steps.length; i++) {
                if (steps[i].equals(ANY) && !here.isList()) {
                    return levels + steps.length - i;
                }
                Optional<String> target = here.referencedBy(steps[i]);
                reference = target.isPresent();
                Declared below = reference ? target(steps[i], target.get()) : here.below(steps[i]);
                if (below == Declared.UNKNOWN) {
                    throw noReference(steps[i], here);
                }
                levels += reference ? 1 : 0;
                here = below;
            }
            if (!reference) {
                throw noReference(steps[steps.length - 1], here);
            }
            return levels;
        }

        private Declared target(String step, String type) {
            return Optional.ofNullable(definitions.contentTypes().get(type))
                    .filter(target -> Publication.of(definitions)
                            .delivers(target.datasource().workspace()))
                    .map(Declared::of)
                    .orElseThrow(() -> RestException.badRequest("The parameter expand cannot resolve '"
                            + QueryString.shortened(step) + "': no public endpoint delivers what it refers to."));
        }

        private static RestException noReference(String step, Declared holder) {
            return RestException.badRequest("The parameter expand takes names of properties that refer to items, and '"
                    + QueryString.shortened(step) + "' is none. " + Hints.oneOf(step, holder.references()));
        }
    }
}
