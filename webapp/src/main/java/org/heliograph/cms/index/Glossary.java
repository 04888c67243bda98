package org.heliograph.cms.index;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What a glossary entry calls its thing. Which things there are is content; only the names of the properties are not. */
final class Glossary {

    static final String CONTENT_TYPE = "glossary-term";

    /** Properties that hold one more name each. */
    static final Set<String> NAMES = Set.of("abbreviation", "traditional", "taiwan");

    /** The property that lists names that are not to be used, though some do. */
    private static final String AVOIDED = "avoid";

    private static final int MAX_NAMES = 12;

    private Glossary() {}

    /** The names of an entry by their key, the preferred ones first. A remark in brackets is no part of a name. */
    static Map<String, String> names(Shown entry) throws IOException {
        Map<String, String> names = new LinkedHashMap<>();
        for (Shown.Text text : entry.texts()) {
            if (text.isOwn() && (text.level().isName() || text.stored().equals(AVOIDED))) {
                add(names, text.text());
            }
        }
        return names;
    }

    private static void add(Map<String, String> names, String text) {
        String name = text.replaceFirst("\\s*[(（][^()（）]*[)）]\\s*$", "");
        String key = FoldedText.of(name).key();
        if (!key.isEmpty() && key.length() <= Fields.MAX_TERM && names.size() < MAX_NAMES) {
            names.putIfAbsent(key, name);
        }
    }
}
