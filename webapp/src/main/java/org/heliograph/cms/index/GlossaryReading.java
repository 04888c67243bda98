package org.heliograph.cms.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.lucene.index.IndexReader;
import org.heliograph.cms.content.View;

/** Reads a text as a sequence of things, some of which the glossary knows by other names. */
final class GlossaryReading {

    /** Words of a name. */
    private static final int MAX_WORDS = 6;
    /** Characters of a name within a run that is written without blanks. */
    private static final int MAX_CHARACTERS = 16;
    /** Words of a text up to which names of several words may be pinyin. */
    private static final int MAX_TYPED = 8;
    /** Other names in all. */
    private static final int MAX_OTHER_NAMES = 16;

    /**
     * @param text what the text calls it
     * @param otherNames by which the glossary knows it; empty for most
     */
    record Thing(String text, List<String> otherNames) {}

    private final GlossaryEntries entries;
    private final IndexReader index;
    private final View view;
    private final List<Thing> things = new ArrayList<>();
    private int namesLeft = MAX_OTHER_NAMES;

    private GlossaryReading(GlossaryEntries entries, IndexReader index, View view) {
        this.entries = entries;
        this.index = index;
        this.view = view;
    }

    /** The longest names first, from the left. */
    static List<Thing> of(String text, GlossaryEntries entries, IndexReader index, View view) throws IOException {
        GlossaryReading reading = new GlossaryReading(entries, index, view);
        List<String> words = TextQuery.words(text);
        for (int at = 0; at < words.size(); ) {
            at += reading.take(words, at);
        }
        return reading.things;
    }

    /** Takes the next thing, and tells how many words it is. */
    private int take(List<String> words, int from) throws IOException {
        for (int count = Math.min(MAX_WORDS, words.size() - from); count > 0; count--) {
            List<String> name = words.subList(from, from + count);
            String key = name.stream().map(word -> FoldedText.of(word).key()).collect(Collectors.joining());
            boolean typed = (count == 1 || words.size() <= MAX_TYPED)
                    && Pinyin.typed(FoldedText.of(key)).isPresent();
            if (!key.isEmpty() && add(String.join(" ", name), key, typed)) {
                return count;
            }
        }
        addUnknown(words.get(from));
        return 1;
    }

    private boolean add(String text, String key, boolean typed) throws IOException {
        Map<String, String> names = new LinkedHashMap<>(entries.names(index, view, key, typed));
        if (names.isEmpty()) {
            return false;
        }
        names.remove(key);
        List<String> others = names.values().stream().limit(namesLeft).toList();
        namesLeft -= others.size();
        things.add(new Thing(text, others));
        return true;
    }

    private void addUnknown(String word) throws IOException {
        String run = FoldedText.of(word).text();
        if (!run.codePoints().allMatch(Han::isWrittenWithoutBlanks)) {
            things.add(new Thing(word, List.of()));
            return;
        }
        int unknown = 0;
        for (int at = 0; at < run.length(); ) {
            int length = lengthOfName(run, at);
            if (length > 0) {
                addRest(run.substring(unknown, at));
                add(run.substring(at, at + length), run.substring(at, at + length), false);
                unknown = at + length;
            }
            at += Math.max(1, length);
        }
        addRest(run.substring(unknown));
    }

    private void addRest(String run) {
        if (!run.isEmpty()) {
            things.add(new Thing(run, List.of()));
        }
    }

    private int lengthOfName(String run, int from) throws IOException {
        for (int length = Math.min(MAX_CHARACTERS, run.length() - from); length > 1; length--) {
            if (entries.mayHave(index, view, run.substring(from, from + length))) {
                return length;
            }
        }
        return 0;
    }
}
