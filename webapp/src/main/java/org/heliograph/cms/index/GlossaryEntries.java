package org.heliograph.cms.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.Bits;
import org.heliograph.cms.content.View;
import org.jspecify.annotations.Nullable;

import static org.apache.lucene.search.DocIdSetIterator.NO_MORE_DOCS;

/**
 * The glossary's entries in memory, for each segment of the index: a segment never changes, so that after a save only what
 * was saved is read.
 */
final class GlossaryEntries {

    private static final int MAX_ENTRIES = 4;

    private final boolean everything;
    private final Map<IndexReader.CacheKey, Map<View, Segment>> segments = new ConcurrentHashMap<>();

    /** @param everything whether entries count that not everybody may find */
    GlossaryEntries(boolean everything) {
        this.everything = everything;
    }

    /** An entry by the number of its document. */
    private record Entry(int doc, Map<String, String> names) {}

    /** How an entry may be typed. */
    private record Typed(Entry entry, byte[] line) {}

    private static final class Segment {
        private final Map<String, List<Entry>> byKey = new HashMap<>();
        /** By the first letter. */
        private final Map<Character, List<Typed>> byLetter = new HashMap<>();

        void add(Entry entry) {
            entry.names().forEach((key, name) -> {
                byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(entry);
                Pinyin line = Pinyin.of(FoldedText.of(name));
                if (!line.isEmpty()) {
                    Typed typed = new Typed(entry, Pinyin.encode(List.of(line)));
                    line.firstLetters()
                            .forEach(letter -> byLetter.computeIfAbsent(letter, l -> new ArrayList<>())
                                    .add(typed));
                }
            });
        }

        void find(String key, boolean typed, @Nullable Bits live, Map<String, String> names, int[] left) {
            byKey.getOrDefault(key, List.of()).forEach(entry -> take(entry, live, names, left));
            if (typed) {
                PinyinTyped search = new PinyinTyped(key);
                for (Typed each : byLetter.getOrDefault(key.charAt(0), List.of())) {
                    if (search.find(each.line(), 0, each.line().length) == Pinyin.Match.WHOLE) {
                        take(each.entry(), live, names, left);
                    }
                }
            }
        }

        private static void take(Entry entry, @Nullable Bits live, Map<String, String> names, int[] left) {
            if ((live == null || live.get(entry.doc())) && left[0]-- > 0) {
                entry.names().forEach(names::putIfAbsent);
            }
        }
    }

    /**
     * All names, by their key, of the entries that have one.
     *
     * @param key a folded text's letters and digits
     * @param typed whether it may be pinyin
     */
    Map<String, String> names(IndexReader index, View view, String key, boolean typed) throws IOException {
        Map<String, String> names = new LinkedHashMap<>();
        int[] left = {MAX_ENTRIES};
        for (LeafReaderContext leaf : index.leaves()) {
            segment(leaf.reader(), view).find(key, typed, leaf.reader().getLiveDocs(), names, left);
        }
        return names;
    }

    /** Whether an entry has that name, or had it until a short while ago. */
    boolean mayHave(IndexReader index, View view, String key) throws IOException {
        for (LeafReaderContext leaf : index.leaves()) {
            if (segment(leaf.reader(), view).byKey.containsKey(key)) {
                return true;
            }
        }
        return false;
    }

    private Segment segment(LeafReader reader, View view) throws IOException {
        IndexReader.CacheHelper helper = reader.getCoreCacheHelper();
        if (helper == null) {
            return load(reader, view);
        }
        Map<View, Segment> views = segments.get(helper.getKey());
        if (views == null) {
            views = new ConcurrentHashMap<>();
            if (segments.putIfAbsent(helper.getKey(), views) == null) {
                helper.addClosedListener(segments::remove);
            }
        }
        Segment known = views.get(view);
        if (known == null) {
            known = load(reader, view);
            views.put(view, known);
        }
        return known;
    }

    private Segment load(LeafReader reader, View view) throws IOException {
        Segment segment = new Segment();
        Term entries = new Term(SearchFields.ITEM, SearchFields.itemsOf(view, everything, Glossary.CONTENT_TYPE));
        PostingsEnum postings = reader.postings(entries, PostingsEnum.NONE);
        if (postings != null) {
            for (int doc = postings.nextDoc(); doc != NO_MORE_DOCS; doc = postings.nextDoc()) {
                segment.add(new Entry(doc, Glossary.names(Shown.of(reader, doc))));
            }
        }
        return segment;
    }
}
