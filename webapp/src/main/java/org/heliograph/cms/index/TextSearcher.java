package org.heliograph.cms.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.index.ItemText.Piece;

/** Answers what was typed into the search box. */
final class TextSearcher {

    /** Hits that a page may reach into; what lies behind is an empty page. */
    private static final int MAX_REACH = 10_000;

    private static final int MAX_ENTRIES = 4;
    private static final int MAX_SYNONYMS = 16;
    private static final int MAX_SUMMARY = 300;

    private static final Sort BEST_FIRST =
            new Sort(SortField.FIELD_SCORE, new SortField(Fields.POSITION, SortField.Type.LONG));

    private final Snapshot snapshot;
    private final IndexSearcher searcher;
    private final SearchCatalog catalog;
    private final TextSearch search;
    private final TextQuery query;

    TextSearcher(Snapshot snapshot, IndexSearcher searcher, SearchCatalog catalog, TextSearch search) {
        this.snapshot = snapshot;
        this.searcher = searcher;
        this.catalog = catalog;
        this.search = search;
        this.query = new TextQuery(catalog, search.language());
    }

    TextHits find() throws IOException {
        Set<String> synonyms = synonyms();
        TopFieldDocs top = top(query.matching(search.text(), synonyms), search.offset() + (long) search.limit());
        Highlighter highlighter = new Highlighter(search.text(), synonyms);
        List<TextHits.Hit> hits = new ArrayList<>();
        for (int i = search.offset(); i < top.scoreDocs.length && hits.size() < search.limit(); i++) {
            ScoreDoc doc = top.scoreDocs[i];
            float score = (Float) ((FieldDoc) doc).fields[0];
            hit(doc.doc, score, highlighter).ifPresent(hits::add);
        }
        return new TextHits(top.totalHits.value, hits);
    }

    List<String> suggest() throws IOException {
        Set<String> titles = new LinkedHashSet<>();
        // Some may have the same title.
        for (ScoreDoc doc : top(query.beginning(search.text()), 2L * search.limit()).scoreDocs) {
            NodeSnapshot node = snapshot.at(doc.doc);
            typeOf(node).ifPresent(type -> titles.add(best(ItemText.own(type, node), Level.TITLE)));
        }
        return titles.stream()
                .filter(title -> !title.isEmpty())
                .limit(search.limit())
                .toList();
    }

    private TopFieldDocs top(Query matching, long reach) throws IOException {
        Query visible = new BooleanQuery.Builder()
                .add(TextQuery.items(search.view(), readTypes()), Occur.FILTER)
                .add(matching, Occur.MUST)
                .build();
        int hits = (int) Math.max(1, Math.min(reach, MAX_REACH));
        try {
            return searcher.search(visible, new TopFieldCollectorManager(BEST_FIRST, hits, null, Integer.MAX_VALUE));
        } catch (IndexSearcher.TooManyClauses e) {
            throw new InvalidQueryException("badRequest", "Search for fewer words.");
        }
    }

    private List<SearchType> readTypes() {
        List<SearchType> types = types();
        types.forEach(type -> snapshot.reading(type.workspace()));
        return types;
    }

    private List<SearchType> types() {
        return catalog.types().stream()
                .filter(type -> type.open() || search.everything())
                .filter(type -> search.types().isEmpty() || search.types().contains(type.name()))
                .toList();
    }

    /** The other names of what the text names, by the glossary. */
    private Set<String> synonyms() throws IOException {
        Map<String, String> byKey = new LinkedHashMap<>();
        Optional<SearchType> glossary = catalog.glossary().filter(type -> type.open() || search.everything());
        if (glossary.isPresent()) {
            snapshot.reading(glossary.get().workspace());
            Query entries = query.glossaryEntries(search.view(), search.text()).orElse(null);
            ScoreDoc[] found = entries == null ? new ScoreDoc[0] : searcher.search(entries, MAX_ENTRIES).scoreDocs;
            for (ScoreDoc doc : found) {
                NodeSnapshot entry = snapshot.at(doc.doc);
                Glossary.names(glossary.get(), entry).forEach(byKey::putIfAbsent);
            }
        }
        byKey.remove(FoldedText.of(search.text()).key());
        return new LinkedHashSet<>(byKey.values().stream().limit(MAX_SYNONYMS).toList());
    }

    /** The node's content type; where several workspaces have that node type, the one that holds the node. */
    private Optional<SearchType> typeOf(NodeSnapshot node) {
        List<SearchType> types = types().stream()
                .filter(type -> type.nodeType().equals(node.primaryType()))
                .toList();
        return types.stream()
                .filter(type -> types.size() == 1
                        || snapshot.byId(search.view(), type.workspace(), node.id())
                                .isPresent())
                .findFirst();
    }

    private Optional<TextHits.Hit> hit(int doc, float score, Highlighter highlighter) throws IOException {
        NodeSnapshot node = snapshot.at(doc);
        return typeOf(node).map(type -> {
            List<Piece> own = ItemText.own(type, node);
            return new TextHits.Hit(
                    node,
                    type.workspace(),
                    type.name(),
                    best(own, Level.TITLE),
                    Highlighter.beginning(best(own, Level.SUMMARY), MAX_SUMMARY),
                    highlights(type, node, own, highlighter),
                    score);
        });
    }

    /** The first text of a level in the language asked for, or else in the default one, or else in any. */
    private String best(List<Piece> pieces, Level level) {
        for (String language : List.of(search.language(), catalog.defaultLanguage(), "")) {
            for (Piece piece : pieces) {
                if (piece.value().level() == level && piece.value().language().equals(language)) {
                    return piece.text();
                }
            }
        }
        return pieces.stream()
                .filter(piece -> piece.value().level() == level)
                .map(Piece::text)
                .findFirst()
                .orElse("");
    }

    private Map<String, String> highlights(
            SearchType type, NodeSnapshot node, List<Piece> own, Highlighter highlighter) {
        Map<String, String> shown = highlights(own, highlighter, true);
        if (shown.isEmpty()) {
            shown = highlights(own, highlighter, false);
        }
        if (shown.isEmpty()) {
            List<Piece> all = ItemText.<RuntimeException>all(
                    type,
                    node,
                    (parent, name) -> snapshot.children(search.view(), type.workspace(), parent).stream()
                            .filter(child -> name.test(child.name()))
                            .toList());
            shown = highlights(all, highlighter, true);
        }
        return shown;
    }

    private Map<String, String> highlights(Collection<Piece> pieces, Highlighter highlighter, boolean inLanguage) {
        Map<String, String> highlights = new LinkedHashMap<>();
        List<Piece> titleFirst = pieces.stream()
                .sorted(Comparator.comparing(piece -> piece.value().level()))
                .toList();
        for (Piece piece : titleFirst) {
            SearchType.Value value = piece.value();
            if ((value.language().isEmpty() || value.language().equals(search.language())) == inLanguage) {
                Optional<String> html =
                        value.level().isName() ? highlighter.name(piece.text()) : highlighter.fragment(piece.text());
                html.ifPresent(text -> highlights.putIfAbsent(inLanguage ? value.property() : piece.stored(), text));
            }
        }
        return highlights;
    }
}
