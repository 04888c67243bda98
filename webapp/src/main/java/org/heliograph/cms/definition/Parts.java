package org.heliograph.cms.definition;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a version of Magnolia calls the parts of apps and dialogs, and which keys they have. Immutable. */
final class Parts {

    private static final Pattern KEY = Pattern.compile("([A-Za-z0-9]+)(?:([:*])([A-Za-z]+))?(!?)");

    private final Map<String, List<Part>> byKind;

    /**
     * @param kind of the part or parts that it holds; empty if it holds something else
     * @param several whether it holds several, as a list or a map
     */
    record Key(Optional<String> kind, boolean several, boolean needed) {}

    /** @param type by which {@code $type} names it; empty if only its class does */
    record Part(String type, String className, Map<String, Key> keys) {}

    private Parts(Map<String, List<Part>> byKind) {
        this.byKind = byKind;
    }

    /** Those of 6.2, all of which later versions have too. */
    static Parts ofMagnolia62() {
        String file = "magnolia-6.2.txt";
        try (InputStream in = Parts.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not on the class path");
            }
            return read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private static Parts read(BufferedReader reader) throws IOException {
        Map<String, List<Part>> byKind = new LinkedHashMap<>();
        List<Part> open = new ArrayList<>();
        Map<String, Key> common = Map.of();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            List<String> words = Arrays.asList(line.split(" "));
            Map<String, Key> keys = keys(words.subList(2, words.size()));
            if (words.get(0).equals("kind")) {
                open = new ArrayList<>();
                byKind.put(words.get(1), open);
                common = keys;
            } else {
                common.forEach(keys::putIfAbsent);
                open.add(new Part(words.get(0).equals("-") ? "" : words.get(0), words.get(1), keys));
            }
        }
        return new Parts(byKind);
    }

    private static Map<String, Key> keys(List<String> words) {
        Map<String, Key> keys = new LinkedHashMap<>();
        for (String word : words) {
            Matcher matcher = KEY.matcher(word);
            if (!matcher.matches()) {
                throw new IllegalStateException("This is no key: " + word);
            }
            keys.put(
                    matcher.group(1),
                    new Key(
                            Optional.ofNullable(matcher.group(3)),
                            "*".equals(matcher.group(2)),
                            !matcher.group(4).isEmpty()));
        }
        return keys;
    }

    private List<Part> of(String kind) {
        return byKind.getOrDefault(kind, List.of());
    }

    /** What {@code $type} may be. */
    Set<String> types(String kind) {
        return of(kind).stream()
                .map(Part::type)
                .filter(type -> !type.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Optional<Part> byType(String kind, String type) {
        return of(kind).stream().filter(part -> part.type().equals(type)).findFirst();
    }

    Optional<Part> byClass(String kind, String className) {
        return of(kind).stream()
                .filter(part -> part.className().equals(className))
                .findFirst();
    }

    /** The type of a kind that has no other. */
    Optional<Part> only(String kind) {
        return Optional.of(of(kind)).filter(parts -> parts.size() == 1).map(parts -> parts.get(0));
    }

    /** The keys of all types of a kind. */
    Map<String, Key> allKeys(String kind) {
        Map<String, Key> all = new LinkedHashMap<>();
        of(kind).forEach(part -> part.keys().forEach(all::putIfAbsent));
        return all;
    }
}
