package org.heliograph.cms.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** Answers what was typed into the search box. */
final class TextSearcher {

    /** Hits that a page may reach into; what lies behind is an empty page. */
    private static final int MAX_REACH = 10_000;

    private static final int MAX_SUMMARY = 300;

    private final IndexReader index;
    private final SearchCatalog catalog;
    private final TextSearch search;
    private final Unspoken unspoken;

    TextSearcher(IndexReader index, SearchCatalog catalog, TextSearch search, Unspoken unspoken) {
        this.unspoken = unspoken;
        this.index = index;
        this.catalog = catalog;
        this.search = search;
    }

    TextHits find() throws IOException {
        BestHits best = rank();
        Highlighter highlighter = highlighter(things());
        List<BestHits.Hit> hits = best.hits();
        List<TextHits.Hit> page = new ArrayList<>();
        for (int i = search.offset(); i < hits.size() && page.size() < search.limit(); i++) {
            page.add(hit(shown(hits.get(i)), hits.get(i).score(), highlighter));
        }
        return new TextHits(best.total(), page);
    }

    /** The hits alone, the best first, without what is shown of them. */
    BestHits rank() throws IOException {
        TextQuery query = new TextQuery(search.language(), catalog.languageNumber(search.language()));
        return best(query.matching(search.text(), things()), search.offset() + (long) search.limit());
    }

    List<String> suggest() throws IOException {
        Set<String> titles = new LinkedHashSet<>();
        // Some may have the same title.
        for (BestHits.Hit hit :
                best(TextQuery.beginning(search.text()), 2L * search.limit()).hits()) {
            titles.add(text(shown(hit), Level.TITLE));
        }
        return titles.stream()
                .filter(title -> !title.isEmpty())
                .limit(search.limit())
                .toList();
    }

    private BestHits best(Query matching, long reach) throws IOException {
        BooleanQuery.Builder visible = new BooleanQuery.Builder().add(matching, Occur.MUST);
        Query items = items();
        if (!isEverything(items)) {
            visible.add(items, Occur.FILTER);
        }
        unspoken.exclude(visible);
        // Without a cache: hardly any query comes twice, and to look for each part of one would cost more than it
        // gives.
        IndexSearcher searcher = new IndexSearcher(index);
        searcher.setQueryCache(null);
        try {
            return BestHits.of(searcher, visible.build(), (int) Math.max(1, Math.min(reach, MAX_REACH)));
        } catch (IndexSearcher.TooManyClauses e) {
            throw new InvalidQueryException("badRequest", "Search for fewer words.");
        }
    }

    /** Whether each item is one of these, as it often is: then none needs to be compared. */
    private boolean isEverything(Query items) throws IOException {
        if (!(items instanceof TermQuery term)) {
            return false;
        }
        int all = 0;
        for (LeafReaderContext leaf : index.leaves()) {
            Terms terms = leaf.reader().terms(SearchFields.ITEM);
            all += terms == null ? 0 : terms.getDocCount();
        }
        return index.docFreq(term.getTerm()) == all;
    }

    private Query items() {
        if (search.types().isEmpty()) {
            return new TermQuery(new Term(SearchFields.ITEM, SearchFields.items(search.view(), search.everything())));
        }
        List<BytesRef> types = search.types().stream()
                .map(type -> new BytesRef(SearchFields.itemsOf(search.view(), search.everything(), type)))
                .toList();
        return new TermInSetQuery(SearchFields.ITEM, types);
    }

    private List<GlossaryReading.Thing> things() throws IOException {
        return GlossaryReading.of(search.text(), catalog.glossary(search.everything()), index, search.view());
    }

    private Highlighter highlighter(List<GlossaryReading.Thing> things) {
        List<String> besides = new ArrayList<>();
        boolean anyKnown = things.stream().anyMatch(thing -> !thing.otherNames().isEmpty());
        things.forEach(thing -> {
            if (anyKnown && things.size() > 1) {
                besides.add(thing.text());
            }
            besides.addAll(thing.otherNames());
        });
        return new Highlighter(search.text(), besides);
    }

    private Shown shown(BestHits.Hit hit) throws IOException {
        List<LeafReaderContext> leaves = index.leaves();
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(hit.doc(), leaves));
        return Shown.of(leaf.reader(), hit.doc() - leaf.docBase);
    }

    private TextHits.Hit hit(Shown item, float score, Highlighter highlighter) throws IOException {
        return new TextHits.Hit(
                item.id(),
                item.path(),
                item.workspace(),
                item.type(),
                text(item, Level.TITLE),
                Highlighter.beginning(text(item, Level.SUMMARY), MAX_SUMMARY),
                highlights(item, highlighter),
                score);
    }

    /** The first text of a level in the language asked for, or else in the default one, or else in any. */
    private String text(Shown item, Level level) {
        for (String language : List.of(search.language(), catalog.defaultLanguage(), "")) {
            for (Shown.Text text : item.texts()) {
                if (text.isOwn() && text.level() == level && text.language().equals(language)) {
                    return text.text();
                }
            }
        }
        return item.texts().stream()
                .filter(text -> text.isOwn() && text.level() == level)
                .map(Shown.Text::text)
                .findFirst()
                .orElse("");
    }

    /** Those in the language asked for, or else in others, or else in the item's parts. */
    private Map<String, String> highlights(Shown item, Highlighter highlighter) throws IOException {
        Map<String, String> shown = highlights(item, highlighter, true, true);
        if (shown.isEmpty()) {
            shown = highlights(item, highlighter, true, false);
        }
        return shown.isEmpty() ? highlights(item, highlighter, false, true) : shown;
    }

    private Map<String, String> highlights(Shown item, Highlighter highlighter, boolean own, boolean inLanguage)
            throws IOException {
        Map<String, String> highlights = new LinkedHashMap<>();
        for (Shown.Text text : item.texts()) {
            boolean mine = text.language().isEmpty() || text.language().equals(search.language());
            String name = inLanguage ? text.property() : text.stored();
            if (text.isOwn() == own && mine == inLanguage && !highlights.containsKey(name)) {
                Optional<String> html =
                        text.level().isName() ? highlighter.name(text.text()) : highlighter.fragment(text.text());
                html.ifPresent(found -> highlights.put(name, found));
            }
        }
        return highlights;
    }
}
